package dev.engram.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void shouldSayWhyItIsNotReadyAndWhatToDo() {
        // given
        readiness.require("topic cards", () -> null);
        readiness.require("log", () -> new Unready("partition 3 begins at 7", "./engram log restore"));
        // when
        var answer = readiness.call();
        // then
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of(
                        "topic cards",
                        true,
                        "log",
                        false,
                        "log.reason",
                        "partition 3 begins at 7",
                        "log.remedy",
                        "./engram log restore"));
    }

    @Test
    void shouldShowWhatIsMissingForAPartOfTheWorkAndStayReady() {
        // given
        readiness.show("mongodb", () -> new Unready("does not answer", null));
        // when
        var answer = readiness.call();
        // then
        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData()).hasValue(Map.of("mongodb", false, "mongodb.reason", "does not answer"));
    }
}
