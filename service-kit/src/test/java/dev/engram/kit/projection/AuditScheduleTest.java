package dev.engram.kit.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.engram.runtime.audit.AuditRecords;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audits that nobody asks for. */
@QuarkusTest
@TestProfile(AuditScheduleTest.Hourly.class)
class AuditScheduleTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Inject
    ProjectionHost host;

    /** The first ones at once. */
    public static class Hourly extends RealProjections {
        @Override
        public Map<String, String> getConfigOverrides() {
            var overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("engram.audit.every", "1h");
            overrides.put("engram.audit.first-after", "0s");
            return overrides;
        }
    }

    private static JsonPath status() {
        var token = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("operator"));
        return given().header("Authorization", "Bearer " + token)
                .get("/internal/projections")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void shouldAuditEveryProjectionByItselfAndShowHowItEnded() {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(status().getList("projections.lastAudit.scheduled"))
                        .containsExactly(true, true));
        assertThat(status().getList("projections.lastAudit.differences")).containsExactly(0, 0);
        assertThat(host.auditRecords().last()).containsOnlyKeys("catalogue", "schedule");
        var metrics = given().get("/q/metrics").asString();
        assertThat(metrics)
                .contains("engram_projection_audit_differences{projection=\"schedule\"} 0.0")
                .containsPattern("engram_projection_audit_age_seconds\\{projection=\"schedule\"} \\d");
    }

    @Test
    void shouldLetOneProcessAuditAtATime() {
        // given: another database than that of the service, whose schedule takes the right too
        var records = host.auditRecords();
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(records.last()).containsOnlyKeys("catalogue", "schedule"));
        var now = Instant.now();
        var lease = Duration.ofMinutes(5);
        // when
        await().atMost(LONGEST).until(() -> records.take("one", now, lease));
        // then
        assertThat(records.take("other", now.plusSeconds(299), lease)).isFalse();
        assertThat(records.take("one", now.plusSeconds(10), lease))
                .as("renewed")
                .isTrue();
        assertThat(records.take("other", now.plusSeconds(305), lease)).isFalse();
        assertThat(records.take("other", now.plusSeconds(311), lease))
                .as("forgotten")
                .isTrue();
        records.release("one");
        assertThat(records.take("one", now, lease))
                .as("not released by another")
                .isFalse();
        records.release("other");
        assertThat(records.take("one", now, lease)).isTrue();
        records.release("one");
    }

    @ParameterizedTest
    @CsvSource({"24h, 86400", "off, 0", "0, 0", "90m, 5400", "PT10S, 10"})
    void shouldReadTheInterval(String text, long seconds) {
        assertThat(config(text).interval()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"never", "-1h"})
    void shouldNameTheSettingThatIsNoInterval(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> config(text).interval())
                .withMessage("engram.audit.every must be a time such as 24h, or off; it is " + text);
    }

    private static AuditConfig config(String every) {
        return new AuditConfig() {
            @Override
            public String every() {
                return every;
            }

            @Override
            public Duration firstAfter() {
                return Duration.ZERO;
            }

            @Override
            public long recordsPerSecond() {
                return 0;
            }
        };
    }

    @Test
    void shouldCountWhatWasNotRepaired() {
        var audit = new AuditRecords.LastAudit(Instant.EPOCH, 1, 10, 5, 3, false, null, Instant.EPOCH);
        assertThat(audit.left()).isEqualTo(2);
    }
}
