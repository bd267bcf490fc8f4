package dev.engram.kit.topic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.topic.TopicCheck.TopicState;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TopicGuardTest.OwnerOfReviews.class)
class TopicGuardTest {
    private static final List<EncodedEvent> ONE = List.of(new EncodedEvent("key", Map.of(), new byte[] {1}));

    @Inject
    LogAppender log;

    @Inject
    EngramTopics topics;

    /** A service that owns a topic which is not there yet, and has no database. */
    public static class OwnerOfReviews implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "engram.kafka.bootstrap-servers",
                    TestInfra.shared().kafkaBootstrap(),
                    "engram.topics.owns",
                    "reviews",
                    "engram.topic.reviews.name",
                    "kit-guard-" + UUID.randomUUID(),
                    "engram.mongo.needed-for-readiness",
                    "false",
                    "mp.jwt.verify.publickey.location",
                    TestTokens.shared().publicKeyFile().toString());
        }
    }

    @BeforeEach
    void awaitReady() throws InterruptedException {
        for (int i = 0; i < 300 && given().when().get("/q/health/ready").statusCode() != 200; i++) {
            Thread.sleep(100);
        }
    }

    @Test
    void shouldBeReadyOnceTheTopicIsThereAndKeepsEverything() {
        given().when().get("/q/health/ready").then().statusCode(200);
        assertThat(new TopicCheck(KafkaAccess.open(TestInfra.shared().kafkaBootstrap()), (short) 1)
                        .read(topics.reviews()))
                .isEqualTo(new TopicState.Sound());
        assertThat(log.append(topics.reviews(), ONE))
                .extracting(Appended::offset)
                .containsExactly(0L);
    }

    @Test
    void shouldAppendNothingToATopicThatNobodyVerified() {
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> log.append(topics.cards(), ONE))
                .withMessageContaining("not verified");
        given().when()
                .get("/q/metrics")
                .then()
                .body(containsString("engram_log_broker_available 1.0"))
                .body(containsString("engram_log_append_failures_total{reason=\"log-unavailable\"}"));
    }
}
