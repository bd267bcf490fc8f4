package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.runtime.access.KafkaAccess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decks are joined and left, and the queue follows. */
@QuarkusTest
@TestProfile(SharedServers.class)
class StudyingTest {
    private final UUID learner = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();
    private final DeckId deck = new DeckId(Ids.v7());
    private final List<CardId> ids = List.of(new CardId(Ids.v7()), new CardId(Ids.v7()), new CardId(Ids.v7()));
    private final Http http = Http.as(learner);
    private CardServiceDouble cards;
    private String made;

    @BeforeEach
    void startCardServiceAndPublishADeck() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        cards.knowsDeck(deck);
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(stamp(1, 0, 1), new LearnerId(owner), List.of("ML", "Test"), "Test"));
        for (int i = 0; i < 3; i++) {
            var tag = new Tag(List.of("ml::attention", "ML", "other").get(i));
            var content = new CardContent("Question " + i, null, List.of(tag), null, null);
            events.add(new CardAdded(stamp(2, i, 4), ids.get(i), 1, i, content));
        }
        // A card that its author withdrew is not offered.
        var gone = new CardId(Ids.v7());
        events.add(new CardAdded(
                stamp(2, 3, 4), gone, 1, 3, new CardContent("Gone", null, List.of(new Tag("ML")), null, null)));
        events.add(new CardRetired(stamp(3, 0, 1), gone));
        publish(events);
        made = "deck-" + deck + "@3";
    }

    /** A test in which it failed leaves it alone for a moment. */
    @AfterEach
    void stopCardService() {
        cards.failsWith(0);
        cards.knowsDeck(deck);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.put("/api/v1/decks/" + deck + "/membership").statusCode() != 503);
        cards.close();
    }

    @Test
    void shouldOfferNewCardsOfAJoinedDeckInTheirOrderAndNoneAfterLeaving() {
        // when
        var joined = http.put("/api/v1/decks/" + deck + "/membership")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var queue = http.get("/api/v1/queue?after={after}", made + "," + joined.getString("position"))
                .jsonPath();
        var rich = http.get("/api/v1/queue?html=true&after={after}", made + "," + joined.getString("position"))
                .jsonPath();
        var left = http.delete("/api/v1/decks/" + deck + "/membership").jsonPath();
        var rest = http.get("/api/v1/queue?after={after}", left.getString("position"))
                .jsonPath();

        // then
        assertThat(joined.getBoolean("member")).isTrue();
        assertThat(queue.getBoolean("caughtUp")).isTrue();
        assertThat(queue.getList("cards.cardId"))
                .isEqualTo(ids.stream().map(CardId::toString).toList());
        assertThat(queue.getList("cards.kind")).containsOnly("NEW");
        assertThat(queue.getList("cards.question")).containsExactly("Question 0", "Question 1", "Question 2");
        assertThat(queue.getList("cards.questionHtml")).containsOnlyNulls();
        assertThat(rich.getList("cards.questionHtml")).first().isEqualTo("<p>Question 0</p>");
        assertThat(queue.getInt("counts.new")).isEqualTo(3);
        assertThat(left.getBoolean("member")).isFalse();
        assertThat(rest.getBoolean("caughtUp")).isTrue();
        assertThat(rest.getList("cards")).isEmpty();
    }

    @Test
    void shouldOfferADueCardBeforeNewOnesWithWhatItsClientNeeds() {
        // given
        var review = Json.review(ids.get(2).value());
        var joined = http.put("/api/v1/decks/" + deck + "/membership").jsonPath();
        http.get("/api/v1/queue?after={after}", made).then().statusCode(200);

        // when
        var recorded = http.reviews(List.of(review)).jsonPath();
        var after = String.join(",", made, joined.getString("position"), recorded.getString("position"));
        var queue = http.get("/api/v1/queue?after={after}", after).jsonPath();
        var tagged = http.get("/api/v1/queue?tag=ml&deckId={deck}&limit=1&after={after}", deck.toString(), after)
                .jsonPath();

        // then: a first GOOD goes to the second step of ten minutes, which comes up later today
        assertThat(queue.getList("cards.kind")).containsExactly("NEW", "NEW", "LEARNING");
        assertThat(queue.getString("cards[2].basedOn")).isEqualTo(review.get("reviewId"));
        assertThat(queue.getDouble("cards[2].retrievability")).isBetween(0.99, 1.0);
        assertThat(Instant.parse(queue.getString("cards[2].dueAt")))
                .isEqualTo(Instant.parse((String) review.get("reviewedAt")).plusSeconds(600));
        assertThat(queue.getString("cards[2].state.phase")).isEqualTo("LEARNING");
        assertThat(queue.getList("cards[2].previews.rating")).containsExactly("AGAIN", "HARD", "GOOD", "EASY");
        assertThat(queue.getList("cards[2].previews.interval").subList(0, 2)).containsExactly("PT1M", "PT10M");
        assertThat(queue.getString("cards[2].previews[2].phase")).isEqualTo("REVIEW");
        assertThat(queue.getString("cards[2].previews[2].interval")).matches("P[1-9][0-9]*D");
        assertThat(queue.getString("cards[2].previews[2].dueDay")).isNotNull();
        assertThat(queue.getMap("cards[0]"))
                .doesNotContainKeys("dueAt", "dueDay", "basedOn", "retrievability", "answer");
        assertThat(queue.getInt("counts.due")).isOne();
        assertThat(queue.getString("dataUpTo")).isNotNull();
        assertThat(tagged.getInt("counts.new")).isEqualTo(2);
        assertThat(tagged.getList("cards.cardId")).containsExactly(ids.get(0).toString());
    }

    @Test
    void shouldGiveTheQueueInPagesAndRefuseWhatIsNoPlaceInIt() {
        // given
        var joined = http.put("/api/v1/decks/" + deck + "/membership").jsonPath();
        var after = made + "," + joined.getString("position");
        var whole = http.get("/api/v1/queue?after={after}&days=2&order=RANDOM&seed=7", after)
                .jsonPath();

        // when
        var path = "/api/v1/queue?days=2&order=RANDOM&seed=7&limit=2";
        var first = http.get(path).jsonPath();
        var second = http.get(path + "&cursor={next}", first.getString("next")).jsonPath();

        // then
        var ids = new ArrayList<Object>(first.getList("cards.cardId"));
        ids.addAll(second.getList("cards.cardId"));
        assertThat(ids).hasSize(3).isEqualTo(whole.getList("cards.cardId"));
        assertThat(second.getString("asOf")).isEqualTo(first.getString("asOf"));
        assertThat(second.getMap("")).doesNotContainKey("next");
        assertThat(whole.getLong("seed")).isEqualTo(7);
        assertThat(whole.getList("days")).hasSize(3);
        assertThat(whole.getList("days.new")).containsExactly(3, 0, 0);
        for (var bad : List.of(
                "days=31",
                "days=-1",
                "order=due",
                "seed=7",
                "order=RANDOM&seed=-1",
                "cursor=x",
                "shuffle=true",
                "limit=1001",
                "days=2&cursor=" + first.getString("next"))) {
            http.get("/api/v1/queue?" + bad)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:engram:problem:invalid-field"));
        }
    }

    @Test
    void shouldNotOfferCardsThatAreSuspendedOrBuried() {
        // given: one answered and suspended, one never answered and buried, one suspended and resumed
        var joined = http.put("/api/v1/decks/" + deck + "/membership").jsonPath();
        http.get("/api/v1/queue?after={after}", made).then().statusCode(200);
        http.reviews(List.of(Json.review(ids.get(0).value()))).then().statusCode(200);

        // when
        var acted = http.post(
                        "/api/v1/actions",
                        Map.of(
                                "actions",
                                List.of(
                                        action(0, "SUSPEND", 1),
                                        action(1, "BURY", 2),
                                        action(2, "SUSPEND", 3),
                                        action(2, "RESUME", 4))))
                .jsonPath();
        var after = String.join(",", made, joined.getString("position"), acted.getString("position"));
        var queue = http.get("/api/v1/queue?after={after}", after).jsonPath();

        // then
        assertThat(queue.getBoolean("caughtUp")).isTrue();
        assertThat(queue.getList("cards.cardId")).containsExactly(ids.get(2).toString());
        assertThat(queue.getList("cards.leech")).containsExactly(false);
        assertThat(queue.getInt("counts.due")).isZero();
        assertThat(queue.getInt("counts.new")).isOne();
    }

    private Map<String, Object> action(int card, String action, int sequence) {
        return Map.of(
                "actionId",
                Ids.v7().toString(),
                "cardId",
                ids.get(card).toString(),
                "action",
                action,
                "actedAt",
                Instant.now().toString(),
                "clientId",
                "phone",
                "clientSeq",
                sequence);
    }

    @Test
    void shouldTakeTheOwnerAsAMemberUntilHeLeaves() {
        // given
        var author = Http.as(owner);

        // when
        var before = author.get("/api/v1/decks/memberships?after={after}", made).jsonPath();
        var left = author.delete("/api/v1/decks/" + deck + "/membership").jsonPath();
        var after = author.get("/api/v1/decks/memberships?after={after}", left.getString("position"))
                .jsonPath();

        // then
        assertThat(before.getBoolean("caughtUp")).isTrue();
        assertThat(before.getList("memberships.deckId")).containsExactly(deck.toString());
        assertThat(before.getList("memberships.role")).containsExactly("owner");
        assertThat(before.getList("memberships[0].path")).containsExactly("ML", "Test");
        assertThat(after.getList("memberships")).isEmpty();
    }

    @Test
    void shouldRefuseToJoinMoreCardsThanALearnerCanStudy() {
        // given: a deck of 98 beside one of 3, where 100 are allowed
        var large = new DeckId(Ids.v7());
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(stamp(large, 0, 99), new LearnerId(owner), List.of("Large"), "Large"));
        for (int i = 0; i < 98; i++) {
            var content = new CardContent("Question " + i, null, List.of(new Tag("x")), null, null);
            events.add(new CardAdded(stamp(large, i + 1, 99), new CardId(Ids.v7()), 1, i, content));
        }
        publish(events);
        cards.knowsDeck(large);
        var position =
                http.put("/api/v1/decks/" + deck + "/membership").jsonPath().getString("position");
        http.get("/api/v1/queue?after={after}", String.join(",", made, "deck-" + large + "@1", position))
                .then()
                .body("caughtUp", equalTo(true));

        // when
        var refused = http.put("/api/v1/decks/" + large + "/membership").then();

        // then
        refused.statusCode(409)
                .body("type", equalTo("urn:engram:problem:quota-exceeded"))
                .body("quota", equalTo("cards"))
                .body("limit", equalTo(100));
    }

    @Test
    void shouldTakeNoMoreReviewsThanADayHasAndTakeImportedOnesAllTheSame() {
        // given: 2,000 are allowed
        var card = ids.getFirst().value();
        http.get("/api/v1/queue?after={after}", made).then().statusCode(200);
        for (int i = 0; i < 2; i++) {
            http.reviews(Stream.generate(() -> Json.review(card)).limit(1_000).toList())
                    .then()
                    .statusCode(200);
        }

        // when
        var review = Json.review(card);
        var refused = http.reviews(List.of(review));
        var imported = http.reviews(List.of(Json.with(review, "origin", "ANKI")));

        // then
        refused.then()
                .statusCode(429)
                .body("type", equalTo("urn:engram:problem:too-many-requests"))
                .body("limit", equalTo(2_000));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
        imported.then().statusCode(200).body("results[0].status", equalTo("ACCEPTED"));
        Http.as(owner).reviews(List.of(Json.review(card))).then().statusCode(200);
        // and the history of 2,001 is read from its end on
        var latest = http.history(card, imported.path("position")).jsonPath();
        var before = http.get(
                        "/api/v1/reviews?cardId={card}&limit=2&before={id}",
                        card,
                        latest.getString("reviews[1].reviewId"))
                .jsonPath();
        assertThat(latest.getList("reviews")).hasSize(500);
        assertThat(latest.getInt("earlier")).isEqualTo(1_501);
        assertThat(latest.getInt("state.reviews")).isEqualTo(2_001);
        assertThat(before.getList("reviews")).hasSize(2);
        assertThat(before.getString("reviews[1].reviewId")).isEqualTo(latest.getString("reviews[0].reviewId"));
        assertThat(before.getInt("earlier")).isEqualTo(1_500);
        http.get("/api/v1/reviews?cardId={card}&limit=501", card).then().statusCode(400);
    }

    @Test
    void shouldAnswerTheDefaultPlan() {
        // when
        var plan = http.get("/api/v1/plan").then().statusCode(200).extract().jsonPath();

        // then
        assertThat(plan.getString("source")).isEqualTo("default");
        assertThat(plan.getDouble("desiredRetention")).isEqualTo(0.9);
        assertThat(plan.getList("learningSteps")).containsExactly("PT1M", "PT10M");
        assertThat(plan.getInt("newCardsPerDay")).isEqualTo(20);
        assertThat(plan.getString("zone")).isEqualTo("Z");
        assertThat(plan.getList("weights")).hasSize(21);
    }

    @Test
    void shouldVerifyReviewsOfAJoinedDeckAgainstTheCatalogueWithoutAskingTheCardService() {
        // given
        http.put("/api/v1/decks/" + deck + "/membership").then().statusCode(200);
        http.get("/api/v1/queue?after={after}", made).then().statusCode(200);
        cards.failsWith(500);

        // when
        var answer = http.reviews(List.of(Json.review(ids.getFirst().value()))).jsonPath();

        // then
        var history = http.history(ids.getFirst().value(), answer.getString("position"))
                .jsonPath();
        assertThat(history.getList("reviews[0].flags")).isEmpty();
        assertThat(cards.lookups()).isZero();
    }

    @Test
    void shouldTellNothingOfADeckThatTheLearnerMayNotSee() {
        // given
        http.get("/api/v1/queue?after={after}", made).then().statusCode(200);
        cards.hidesDeck(deck);
        var unknown = new CardId(Ids.v7());
        var path = "/api/v1/decks/" + deck + "/membership";
        var none = new DeckId(Ids.v7());

        // when
        var ofHiddenCard =
                http.reviews(List.of(Json.review(ids.getFirst().value()))).jsonPath();
        var ofNoCard = http.reviews(List.of(Json.review(unknown.value()))).jsonPath();

        // then
        assertThat(ofHiddenCard.getString("results[0].status")).isEqualTo("REJECTED");
        assertThat(ofHiddenCard.<Object>get("results[0].problem")).isEqualTo(ofNoCard.get("results[0].problem"));
        for (var method : List.of("PUT", "DELETE")) {
            var ofHidden = method.equals("PUT") ? http.put(path) : http.delete(path);
            var ofNone = method.equals("PUT")
                    ? http.put(path.replace(deck.toString(), none.toString()))
                    : http.delete(path.replace(deck.toString(), none.toString()));
            ofHidden.then().statusCode(404);
            ofNone.then().statusCode(404);
            assertThat(ofHidden.jsonPath().getString("detail"))
                    .isEqualTo(ofNone.jsonPath().getString("detail").replace(none.toString(), deck.toString()));
        }
    }

    @Test
    void shouldJoinAHiddenDeckByItsCode() {
        // given
        cards.hidesDeck(deck);
        cards.opensDeck(deck, "7K2M-9QXD-04TB");
        var path = "/api/v1/decks/" + deck + "/membership";

        // when
        var wrong = http.put(path, Map.of("code", "7K2M-9QXD-04TC"));
        var right = http.put(path, Map.of("code", "7K2M-9QXD-04TB"));

        // then
        wrong.then().statusCode(404);
        right.then().statusCode(200);
        http.putNothing(path).then().statusCode(200);
        http.put(path, Map.of("cod", "x")).then().statusCode(400);
        http.put(path, Map.of("code", "x".repeat(65))).then().statusCode(400);
        var queue = http.get("/api/v1/queue?after={after}", String.join(",", made, right.path("position")))
                .jsonPath();
        assertThat(queue.getList("cards")).hasSize(3);
    }

    @Test
    void shouldServeItsApiDocument() {
        // when
        var document = http.get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // then
        for (var body : List.of("ReviewBatch", "Review", "SchedulerRef", "Retraction")) {
            assertThat(document.getBoolean("components.schemas." + body + ".additionalProperties"))
                    .as(body)
                    .isFalse();
        }
        assertThat(document.getMap("paths"))
                .containsKeys(
                        "/api/v1/reviews",
                        "/api/v1/reviews/recent",
                        "/api/v1/reviews/{reviewId}/retraction",
                        "/api/v1/actions",
                        "/api/v1/retractions",
                        "/api/v1/leeches",
                        "/api/v1/queue",
                        "/api/v1/plan",
                        "/api/v1/decks/{deckId}/membership",
                        "/api/v1/decks/memberships");
    }

    private CommitStamp stamp(long version, int index, int size) {
        return new CommitStamp(deck, version, index, size, new LearnerId(owner), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private CommitStamp stamp(DeckId of, int index, int size) {
        return new CommitStamp(of, 1, index, size, new LearnerId(owner), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static void publish(List<DeckEvent> events) {
        var config = ConfigProvider.getConfig();
        var settings = new KafkaLogSettings(
                KafkaAccess.open(config.getValue("engram.kafka.bootstrap-servers", String.class)),
                "cards-of-tests",
                1 << 20);
        try (var log = new KafkaLog(settings)) {
            var topic = new TopicDefinition(config.getValue("engram.topic.cards.name", String.class), 3);
            log.append(topic, events.stream().map(DeckEvents.codec()::encode).toList());
        }
    }
}
