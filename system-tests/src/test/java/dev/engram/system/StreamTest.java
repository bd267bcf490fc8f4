package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.Ids;
import dev.engram.system.RunningStack.Learner;
import dev.engram.testing.EventReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one client of a learner does, another one is told through the gateway. */
class StreamTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static RunningStack running;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = RunningStack.shared();
    }

    @Test
    void shouldTellAnotherClientOfReviewsAndDecksAndGoOnWhereItWasCutOff() throws IOException, InterruptedException {
        // given
        var deck = running.importTransformers();
        var learner = running.newLearner();
        String last;
        try (var tablet = open(learner, Map.of())) {
            assertThat(data(tablet.next("change", LONG)).get("reset").asBoolean())
                    .isTrue();
            // when
            running.api()
                    .put("/decks/" + deck.id() + "/membership", learner.token().get())
                    .expect(200);
            // then
            var decks = new ArrayList<String>();
            var cards = new ArrayList<String>();
            // the projection may hold the deck without its cards, or with a part of them only
            while (decks.isEmpty() || cards.size() < deck.cards().size()) {
                var joined = data(tablet.next("change", LONG));
                decks.addAll(joined.path("decks").findValuesAsText("deckId"));
                cards.addAll(joined.get("cards").findValuesAsText("cardId"));
            }
            assertThat(decks).containsOnly(deck.id());
            assertThat(cards).containsExactlyInAnyOrderElementsOf(deck.cards());
            // when
            review(learner, deck.cards().get(0));
            // then
            var told = next(tablet, "schedules");
            assertThat(told.get("schedules").findValuesAsText("cardId"))
                    .containsExactly(deck.cards().get(0));
            last = told.get("next").asText();
        }
        // when
        review(learner, deck.cards().get(1));
        try (var again = open(learner, Map.of("Last-Event-ID", last))) {
            // then
            assertThat(next(again, "schedules").get("schedules").findValuesAsText("cardId"))
                    .containsExactly(deck.cards().get(1));
        }
    }

    private static EventReader open(Learner learner, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + learner.token().get());
        return EventReader.open(running.stack().url().resolve("/api/v1/changes/stream"), headers);
    }

    /** The next event that tells something of a kind. */
    private static JsonNode next(EventReader reader, String kind) throws IOException {
        while (true) {
            var event = data(reader.next("change", LONG));
            if (!event.get(kind).isEmpty()) {
                return event;
            }
        }
    }

    private static JsonNode data(EventReader.Event event) throws IOException {
        return Api.JSON.readTree(event.data());
    }

    private static void review(Learner learner, String card) throws IOException, InterruptedException {
        var body = Map.of(
                "reviews",
                List.of(Map.of(
                        "reviewId",
                        Ids.v7().toString(),
                        "cardId",
                        card,
                        "rating",
                        "GOOD",
                        "reviewedAt",
                        Instant.now().toString(),
                        "clientId",
                        "phone",
                        "clientSeq",
                        1)));
        running.api()
                .post("/reviews", learner.token().get(), "application/json", Api.JSON.writeValueAsString(body))
                .expect(200);
    }
}
