package dev.engram.analytics.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.demo.Demo.Batch;
import dev.engram.analytics.demo.DemoDeck;
import dev.engram.analytics.demo.Golden;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(RealInfra.class)
class MasteryApiTest {

    private static final String AS_OF = "2026-10-03T08:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestLog log;

    @Test
    void shouldAnswerWhatTheReferenceComputes() {
        // given
        var deck = deck();
        var after = log.appendDeck(deck.created());
        for (var batch : Demo.of(deck.owner(), deck::card).batches()) {
            after = after.and(log.append(batch.reviews()));
        }
        for (var golden : Golden.tables()) {
            // when
            var answer = table(
                    deck.owner(),
                    Map.of("asOf", golden.asOf(), "horizon", golden.horizon().days(), "after", after));
            // then
            assertThat(answer.get("caughtUp").asBoolean()).isTrue();
            assertThat(answer.get("asOf").asText()).isEqualTo(golden.asOf().toString());
            assertThat(answer.get("horizonDays").asDouble())
                    .isEqualTo(golden.horizon().days());
            assertThat(answer.get("model").asText()).isEqualTo("FSRS-6");
            assertThat(answer.get("weightsVersion").asText()).isEqualTo(Plan.DEFAULT.weightsVersion());
            assertThat(answer.get("cardsUnknown").asInt()).isZero();
            assertThat(Instant.parse(answer.get("dataUpTo").asText()))
                    .isAfter(Instant.now().minusSeconds(600));
            assertAlike(answer.get("tags"), golden.json().get("tags"), golden.toString());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameBitsInAnyOrderOfArrival(long seed) {
        // given: two members of one deck did the same; of one, everything arrived in disorder and some of it again
        var deck = deck();
        var other = learner();
        var batches = Demo.of(deck.owner(), deck::card).batches();
        var disorder = new ArrayList<>(Demo.of(other, deck::card).batches().stream()
                .map(Batch::reviews)
                .flatMap(List::stream)
                .toList());
        disorder.addAll(disorder.subList(0, 20));
        Collections.shuffle(disorder, new Random(seed));
        // when
        var after = log.appendDeck(deck.created())
                .and(log.append(
                        batches.stream().flatMap(b -> b.reviews().stream()).toList()))
                .and(log.append(List.of(new DeckJoined(stamp(other), deck.deckId()))))
                .and(log.append(disorder));
        // then
        var query = Map.<String, Object>of("asOf", AS_OF, "after", after);
        assertThat(table(other, query).get("tags"))
                .isEqualTo(table(deck.owner(), query).get("tags"));
        assertThat(table(other, query).get("tags")).hasSize(6);
    }

    @Test
    void shouldFollowMembershipsRetirementsAndRetractions() {
        // given
        var deck = deck();
        var reader = learner();
        var reviews = Demo.of(reader, deck::card).batches().getFirst().reviews();
        var after = log.appendDeck(deck.created()).and(log.append(reviews));
        // then: not a member yet; for the owner no card is seen yet
        assertThat(table(reader, Map.of("after", after)).get("tags")).isEmpty();
        assertThat(row(table(deck.owner(), Map.of("after", after)), "transformers")
                        .get("seen")
                        .asInt())
                .isZero();
        // when: the reader joins
        after = log.append(List.of(new DeckJoined(stamp(reader), deck.deckId())));
        // then
        var joined = row(table(reader, Map.of("after", after)), "positional-embeddings");
        assertThat(joined.get("cards").asInt()).isEqualTo(2);
        assertThat(joined.get("seen").asInt()).isEqualTo(2);
        // when: card 6 is retired, and every review of card 7 taken back
        after = log.appendDeck(List.of(deck.retired(2, 6))).and(log.append(retractionsOf(reviews, deck.card(7))));
        // then
        var left = row(table(reader, Map.of("after", after)), "positional-embeddings");
        assertThat(left.get("cards").asInt()).isEqualTo(1);
        assertThat(left.get("seen").asInt()).isZero();
        assertThat(left.get("mastery").asDouble()).isZero();
        assertThat(left.get("level").asText()).isEqualTo("none");
        assertThat(left.get("observedRetention").has("value")).isFalse();
        // and the past, too: what was taken back was a mistake then
        var past = row(table(reader, Map.of("after", after, "asOf", "2026-09-08T12:00:00Z")), "positional-embeddings");
        assertThat(past.get("seen").asInt()).isZero();
        // when: the reader leaves
        after = log.append(List.of(new DeckLeft(stamp(reader), deck.deckId())));
        // then
        assertThat(table(reader, Map.of("after", after)).get("tags")).isEmpty();
    }

    @Test
    void shouldCountTheAnswerOfAClientWhoseClockRunsAhead() {
        // given
        var deck = deck();
        var first =
                Demo.of(deck.owner(), deck::card).batches().getFirst().reviews().getFirst();
        var stamp = stamp(deck.owner());
        var ahead = new Stamp(
                stamp.eventId(),
                stamp.learnerId(),
                stamp.at().plus(Duration.ofMinutes(2)),
                stamp.utcOffset(),
                stamp.clientId(),
                stamp.clientSeq(),
                stamp.receivedAt());
        // when
        var after = log.appendDeck(deck.created()).and(log.append(List.of(first.with(ahead, Set.of()))));
        // then
        var now = row(table(deck.owner(), Map.of("after", after)), "transformers");
        assertThat(now.get("seen").asInt()).isEqualTo(1);
        var asked = Map.<String, Object>of("after", after, "asOf", stamp.at());
        assertThat(row(table(deck.owner(), asked), "transformers").get("seen").asInt())
                .isZero();
    }

    @Test
    void shouldAnswerForOneDeck() {
        // given
        var one = deck();
        var two = new DemoDeck(new DeckId(UUID.randomUUID()), one.owner());
        var after = log.appendDeck(one.created()).and(log.appendDeck(two.created()));
        // when
        var both = table(one.owner(), Map.of("after", after));
        var single = table(one.owner(), Map.of("after", after, "deckId", two.deckId()));
        // then
        assertThat(row(both, "transformers").get("cards").asInt()).isEqualTo(26);
        assertThat(row(single, "transformers").get("cards").asInt()).isEqualTo(13);
    }

    @Test
    void shouldShowThePastUnderTodaysPlan() {
        // given
        var deck = deck();
        var after = log.appendDeck(deck.created());
        for (var batch : Demo.of(deck.owner(), deck::card).batches()) {
            after = after.and(log.append(batch.reviews()));
        }
        var before = table(deck.owner(), Map.of("after", after, "asOf", "2026-09-18T12:00:00Z"));
        // when
        after = log.append(List.of(new PlanChanged(stamp(deck.owner()), slowerForgetting())));
        // then
        var changed = table(deck.owner(), Map.of("after", after, "asOf", "2026-09-18T12:00:00Z"));
        assertThat(changed.get("weightsVersion").asText()).isEqualTo("slower");
        assertThat(row(changed, "attention").get("mastery").asDouble())
                .isGreaterThan(row(before, "attention").get("mastery").asDouble());
        assertThat(row(changed, "attention").get("seen"))
                .isEqualTo(row(before, "attention").get("seen"));
    }

    @Test
    void shouldSayWhenAWriteCouldNotBeApplied() {
        // given
        var deck = deck();
        var reviews = Demo.of(deck.owner(), deck::card).batches().getFirst().reviews();
        var after = log.appendDeck(deck.created()).and(log.appendUnknown(deck.owner()));
        // when
        var parked = table(deck.owner(), Map.of("after", after));
        // then: what comes after it is counted all the same
        assertThat(parked.get("caughtUp").asBoolean()).isTrue();
        assertThat(parked.get("parked").asBoolean()).isTrue();
        var next = table(deck.owner(), Map.of("after", log.append(reviews)));
        assertThat(next.get("parked").asBoolean()).isFalse();
        assertThat(row(next, "positional-embeddings").get("seen").asInt()).isEqualTo(2);
    }

    @Test
    void shouldSayWhenAWriteIsNotContainedInTime() {
        // given: nobody has written this far
        var deck = deck();
        var after = Position.reviews("topic", 3, 1_000_000);
        // when
        var answer = table(deck.owner(), Map.of("after", after));
        // then
        assertThat(answer.get("caughtUp").asBoolean()).isFalse();
    }

    @Test
    void shouldAnswerForNowUnlessAskedOtherwise() {
        // when
        var answer = table(learner(), Map.of());
        // then
        assertThat(Instant.parse(answer.get("asOf").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(answer.get("horizonDays").asDouble()).isEqualTo(30);
        assertThat(answer.get("tags")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "horizon  | -0.5                | 0 to 3650",
                "horizon  | 3650.5              | 0 to 3650",
                "horizon  | NaN                 | 0 to 3650",
                "horizon  | Infinity            | 0 to 3650",
                "horizon  | soon                | 0 to 3650",
                "asOf     | yesterday           | ISO 8601",
                "asOf     | 2026-10-03          | ISO 8601",
                "asOf     | 2026-10-03T08:00:00 | ISO 8601",
                "asOf     | 2026-13-03T08:00:00Z| ISO 8601",
                "asOf     | +12026-10-03T08:00:00Z | 9999",
                "asOf     | 1969-12-31T23:59:59Z| 1970",
                "after    | reviews-3           | position",
                "after    | reviews-99@1        | position",
                "deckId   | 42                  | UUID",
                "deckId   | 0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00 | joined",
            })
    void shouldNameTheParameterAndTheRuleThatItBreaks(String field, String value, String rule) throws Exception {
        // when
        var response = as(learner()).queryParam(field, value).get("/api/v1/mastery/tags");
        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).startsWith("application/problem+json");
        var problem = JSON.readTree(response.asString());
        assertThat(problem.get("type").asText()).isEqualTo("urn:engram:problem:invalid-field");
        assertThat(problem.get("field").asText()).isEqualTo(field);
        assertThat(problem.get("rule").asText()).contains(rule);
    }

    @Test
    void shouldAnswerNothingWithoutAToken() {
        assertThat(given().get("/api/v1/mastery/tags").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            asof=2026-01-01T00:00:00Z | asof    | is not known; did you mean 'asOf'?
            horizon=                  | horizon | must have a value
            horizon                   | horizon | must have a value
            after=                    | after   | must have a value
            deck=x                    | deck    | is not known
            horizon=1&horizon=30      | horizon | must be given once
            """)
    void shouldRefuseParametersThatWouldBeIgnored(String query, String field, String rule) {
        var answer = as(learner()).urlEncodingEnabled(false).get("/api/v1/mastery/tags?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("field")).isEqualTo(field);
        assertThat(answer.<String>path("rule")).startsWith(rule);
    }

    @Test
    void shouldDescribeItself() {
        var document = given().queryParam("format", "json").get("/q/openapi");
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.asString()).contains("/api/v1/mastery/tags", "masteryOfTags", "observedRetention");
    }

    private static DemoDeck deck() {
        return new DemoDeck(new DeckId(UUID.randomUUID()), learner());
    }

    private static LearnerId learner() {
        return new LearnerId(UUID.randomUUID());
    }

    private static JsonNode table(LearnerId learner, Map<String, Object> query) {
        var request = as(learner);
        query.forEach((name, value) -> request.queryParam(name, value.toString()));
        var response = request.get("/api/v1/mastery/tags");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        try {
            return JSON.readTree(response.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static RequestSpecification as(LearnerId learner) {
        return given().header("Authorization", "Bearer " + TestTokens.shared().learner(learner.value()));
    }

    private static JsonNode row(JsonNode table, String tag) {
        for (var row : table.get("tags")) {
            if (row.get("tag").asText().equals(tag)) {
                return row;
            }
        }
        throw new AssertionError("no row " + tag + " in " + table);
    }

    /**
     * Every member of the reference's rows that has a value, numbers to 1e-9; the service may say no more and no less, and leaves
     * out what the reference writes as null.
     */
    private static void assertAlike(JsonNode actual, JsonNode expected, String place) {
        assertThat(actual.getNodeType()).as(place).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            var given = expected.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .toList();
            assertThat(actual.size()).as(place).isEqualTo(given.size());
            given.forEach(field -> {
                assertThat(actual.has(field.getKey()))
                        .as(place + "." + field.getKey())
                        .isTrue();
                assertAlike(actual.get(field.getKey()), field.getValue(), place + "." + field.getKey());
            });
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(place).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertAlike(actual.get(i), expected.get(i), place + "[" + i + "]");
            }
        } else if (expected.isNumber()) {
            assertThat(actual.asDouble()).as(place).isCloseTo(expected.asDouble(), Golden.TOLERANCE);
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    private static List<ReviewRetracted> retractionsOf(List<ReviewRecorded> reviews, CardId card) {
        return reviews.stream()
                .filter(review -> review.cardId().equals(card))
                .map(review -> new ReviewRetracted(
                        stamp(review.stamp().learnerId()), card, review.stamp().eventId()))
                .toList();
    }

    private static Stamp stamp(LearnerId learner) {
        var now = Instant.now();
        return new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("web"), 1, now);
    }

    private static Plan slowerForgetting() {
        var plan = Plan.DEFAULT;
        var weights = new ArrayList<>(plan.weights());
        weights.set(20, 0.1);
        weights.set(2, 5.0);
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                weights,
                "slower");
    }
}
