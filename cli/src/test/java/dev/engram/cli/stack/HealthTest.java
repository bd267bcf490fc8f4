package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.cli.stack.Health.Missing;
import dev.engram.cli.stack.Health.State;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static Health of(int status, String data) throws IOException {
        return Health.service(
                status, new JsonMapper().readTree("{\"checks\":[{\"name\":\"engram\",\"data\":" + data + "}]}"));
    }

    @Test
    void shouldTakeReasonAndRemedyFromTheAnswerOfTheService() throws IOException {
        // when
        var health = of(503, """
                {"mongodb": true, "log engram.cards": false, "log engram.cards.reason": "begins at 7",
                 "log engram.cards.remedy": "./engram log restore"}""");
        // then
        assertThat(health.state()).isEqualTo(State.NOT_READY);
        assertThat(health.missing())
                .containsExactly(new Missing("log engram.cards", "begins at 7", "./engram log restore"));
    }

    @Test
    void shouldNotCallAServiceUpThatAnswersAndLacksSomething() throws IOException {
        // when
        var health = of(200, "{\"mongodb\": false, \"mongodb.reason\": \"does not answer\"}");
        // then
        assertThat(health.up()).isFalse();
        assertThat(health.missing()).containsExactly(new Missing("mongodb", "does not answer", null));
    }

    @Test
    void shouldSayWhatElseWasAnswered() throws IOException {
        assertThat(of(200, "{\"mongodb\": true}").up()).isTrue();
        assertThat(of(404, "{}").missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).contains("404"));
    }
}
