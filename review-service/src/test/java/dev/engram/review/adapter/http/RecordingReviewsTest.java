package dev.engram.review.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.Ids;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.projections.Position;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome.Returned;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SharedServers.class)
class RecordingReviewsTest {
    private final UUID learner = UUID.randomUUID();
    private final UUID card = Ids.v7();
    private final Http http = Http.as(learner);
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        cards.knowsCard(card);
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    @Test
    void shouldRecordAReviewAndShowItToAReadThatWaitsForIt() {
        // given
        var review = Json.with(Json.review(card, Instant.parse("2026-03-01T08:30:00.123Z")), "utcOffset", "+02:00");

        // when
        var answer =
                http.reviews(List.of(review)).then().statusCode(200).extract().jsonPath();
        var history = http.history(card, answer.getString("position"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED");
        assertThat(answer.getList("results.reviewId")).containsExactly(review.get("reviewId"));
        assertThat(history.getBoolean("caughtUp")).isTrue();
        assertThat(history.getList("reviews.reviewId")).containsExactly(review.get("reviewId"));
        assertThat(history.getString("reviews[0].reviewedAt")).isEqualTo("2026-03-01T08:30:00.123Z");
        assertThat(history.getString("reviews[0].utcOffset")).isEqualTo("+02:00");
        assertThat(history.getString("reviews[0].phase")).isEqualTo("LEARNING");
        assertThat(history.getDouble("reviews[0].stabilityDays")).isEqualTo(2.3065);
        assertThat(history.getList("reviews[0].flags")).isEmpty();
        assertThat(history.getInt("state.reviews")).isOne();
    }

    @Test
    void shouldNameTheRequestToTheCardServiceAndInTheLog() {
        // given
        var request = UUID.randomUUID().toString();

        // when
        given().contentType("application/json")
                .header("Authorization", "Bearer " + TestTokens.shared().learner(learner))
                .header("X-Request-Id", request)
                .body(Map.of("reviews", List.of(Json.review(card))))
                .post("/api/v1/reviews")
                .then()
                .statusCode(200)
                .header("X-Request-Id", request);

        // then
        assertThat(cards.requestIds()).containsExactly(request);
        assertThat(recordOf(learner).headers().lastHeader("ce_requestid").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(request);
    }

    /** The one record of a learner. */
    private static ConsumerRecord<String, String> recordOf(UUID learner) {
        var config = ConfigProvider.getConfig();
        var settings = Map.<String, Object>of(
                "bootstrap.servers", config.getValue("engram.kafka.bootstrap-servers", String.class));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = IntStream.range(0, 12)
                    .mapToObj(partition ->
                            new TopicPartition(config.getValue("engram.topic.reviews.name", String.class), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return Stream.generate(() -> consumer.poll(Duration.ofMillis(200)))
                    .flatMap(records -> StreamSupport.stream(records.spliterator(), false))
                    .filter(record -> learner.toString().equals(record.key()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void shouldAnswerDuplicateToABatchThatIsSentAgain() {
        // given
        var batch = Stream.generate(() -> Json.review(card)).limit(20).toList();
        var first = http.reviews(batch).jsonPath();
        http.history(card, first.getString("position")).then().statusCode(200);

        // when
        var second = http.reviews(batch).then().statusCode(200).extract().jsonPath();

        // then
        assertThat(first.getList("results.status")).hasSize(20).containsOnly("ACCEPTED");
        assertThat(second.getList("results.status")).hasSize(20).containsOnly("DUPLICATE");
        // whoever repeats a batch may read after it, as one whose first attempt was answered
        assertThat(http.history(card, second.getString("position")).jsonPath().getBoolean("caughtUp"))
                .isTrue();
    }

    @Test
    void shouldCountEachReviewOnceThoughEightWritersSendTheSameBatchAtOnce() {
        // given
        var batch = Stream.generate(() -> Json.review(card)).limit(50).toList();

        // when
        var answers = Rendezvous.collide(8, _ -> () -> http.reviews(batch).jsonPath());

        // then
        var positions = answers.stream()
                .map(answer -> ((Returned<JsonPath>) answer).value())
                .peek(answer ->
                        assertThat(answer.getList("results.status")).hasSize(50).containsAnyOf("ACCEPTED", "DUPLICATE"))
                .map(answer -> answer.getString("position"))
                .filter(position -> position != null)
                .toList();
        var history = http.history(card, String.join(",", positions)).jsonPath();
        assertThat(history.getBoolean("caughtUp")).isTrue();
        assertThat(history.getList("reviews.reviewId", String.class))
                .containsExactlyInAnyOrderElementsOf(batch.stream()
                        .map(review -> (String) review.get("reviewId"))
                        .toList());
        assertThat(history.getInt("state.reviews")).isEqualTo(50);
    }

    @Test
    void shouldKeepTwoAnswersOfTwoDevicesInTheSameMillisecond() {
        // given
        var at = Instant.parse("2026-03-01T08:30:00.123Z");
        var phone = Json.review(card, at);
        var laptop = Json.with(Json.review(card, at), "clientId", "laptop");

        // when
        var first = http.reviews(List.of(phone)).jsonPath();
        var second = http.reviews(List.of(laptop)).jsonPath();

        // then
        var after = first.getString("position") + "," + second.getString("position");
        var history = http.history(card, after).jsonPath();
        assertThat(history.getList("reviews.clientId")).containsExactly("laptop", "phone");
        assertThat(history.getInt("state.reviews")).isEqualTo(2);
    }

    @Test
    void shouldTakeBackAReviewThatHasNotArrivedYet() {
        // given
        var review = Json.review(card);
        var other = Json.review(card);

        // when
        var retracted = http.post(
                        "/api/v1/reviews/" + review.get("reviewId") + "/retraction",
                        Map.of(
                                "retractionId", Ids.v7().toString(),
                                "cardId", card.toString(),
                                "retractedAt", Instant.now().toString(),
                                "clientId", "phone",
                                "clientSeq", 9))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var recorded = http.reviews(List.of(review, other)).jsonPath();

        // then
        var history = http.history(card, retracted.getString("position") + "," + recorded.getString("position"))
                .jsonPath();
        assertThat(retracted.getString("status")).isEqualTo("ACCEPTED");
        assertThat(history.getList("reviews.findAll { it.retracted }.reviewId"))
                .containsExactly(review.get("reviewId"));
        assertThat(history.getInt("state.reviews")).isOne();
    }

    @Test
    void shouldAcceptAndFlagWhatNobodyCanVerify() {
        // given
        var unseen = Ids.v7();
        cards.close();

        // when
        var answer = http.reviews(List.of(Json.review(unseen))).jsonPath();

        // then
        var history = http.history(unseen, answer.getString("position")).jsonPath();
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED");
        assertThat(history.getList("reviews[0].flags")).containsExactly("CARD_UNVERIFIED");
    }

    @Test
    void shouldSayNotCaughtUpAfterABoundedWait() {
        // given
        var future = "reviews-0@999999999.topic";

        // when
        var started = System.nanoTime();
        var history =
                http.history(card, future).then().statusCode(200).extract().jsonPath();

        // then
        assertThat(history.getBoolean("caughtUp")).isFalse();
        assertThat((System.nanoTime() - started) / 1_000_000).isBetween(1_900L, 4_000L);
    }

    @Test
    void shouldSayWhenAWriteCouldNotBeApplied() {
        // given: a type of a release to come
        var config = ConfigProvider.getConfig();
        var settings = new KafkaLogSettings(
                KafkaAccess.open(config.getValue("engram.kafka.bootstrap-servers", String.class)),
                "release-to-come",
                1 << 20);
        var topic = new TopicDefinition(config.getValue("engram.topic.reviews.name", String.class), 12);
        var unknown = new EncodedEvent(
                learner.toString(),
                Map.of("ce_type", "engram.review.imagined.v9"),
                "{}".getBytes(StandardCharsets.UTF_8));

        // when
        Position position;
        try (var log = new KafkaLog(settings)) {
            var place = log.append(topic, List.of(unknown)).getFirst();
            position =
                    Position.reviews(TestInfra.shared().topics().id(topic.name()), place.partition(), place.offset());
        }
        var parked = http.history(card, position.toString()).jsonPath();
        var recorded = http.reviews(List.of(Json.review(card))).jsonPath();
        var next = http.history(card, recorded.getString("position")).jsonPath();

        // then: what comes after it is counted all the same
        assertThat(parked.getBoolean("caughtUp")).isTrue();
        assertThat(parked.getBoolean("parked")).isTrue();
        assertThat(next.getBoolean("parked")).isFalse();
        assertThat(next.getInt("state.reviews")).isOne();
    }

    @Test
    void shouldShowALearnerNothingOfAnother() {
        // given
        var answer = http.reviews(List.of(Json.review(card))).jsonPath();

        // when
        var history = Http.as(UUID.randomUUID())
                .history(card, answer.getString("position"))
                .jsonPath();

        // then
        assertThat(history.getList("reviews")).isEmpty();
        assertThat(history.getString("state.phase")).isEqualTo("NEW");
    }
}
