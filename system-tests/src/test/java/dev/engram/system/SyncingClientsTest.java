package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two clients of one learner that answer, retract and sync at any time, over connections that break. */
class SyncingClientsTest {
    private static final String[] RATINGS = {"AGAIN", "AGAIN", "HARD", "GOOD", "GOOD", "EASY"};
    private static final int TURNS = 30;
    private static final Instant FIRST = Instant.parse("2025-01-01T09:00:00Z");

    private static RunningStack.Deck deck;

    private record Given(String id, String card, String rating, Instant at) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldEndWithTheScheduleOfOneClientThatSendsEverythingInOrder(long seed) throws Exception {
        // given
        var random = new Random(seed);
        var running = RunningStack.shared();
        if (deck == null) {
            deck = running.importTransformers();
        }
        var learner = newMember(running);
        var clients =
                List.of(new SyncingClient(running, learner, "phone"), new SyncingClient(running, learner, "desktop"));
        var given = new ArrayList<Given>();
        var retracted = new HashSet<String>();

        // when
        var now = FIRST;
        for (int turn = 0; turn < TURNS; turn++) {
            var client = clients.get(random.nextInt(2));
            now = now.plus(Duration.ofMinutes(random.nextInt(1, 3_000)));
            switch (random.nextInt(8)) {
                case 0 -> client.sync(random);
                case 1, 2 -> client.syncOverBrokenConnection(random);
                case 3 -> retractOne(client, given, retracted, now, random);
                default -> given.add(answer(client, now, random));
            }
        }
        for (var client : clients) {
            client.sync(random);
        }

        // then
        var position = clients.get(0).position() + "," + clients.get(1).position();
        var schedule = schedule(clients.get(0), position);
        assertThat(schedule(clients.get(1), position)).isEqualTo(schedule);
        var inOrder = new SyncingClient(running, newMember(running), "one");
        given.stream()
                .filter(review -> !retracted.contains(review.id()))
                .forEach(review -> inOrder.answer(review.card(), review.rating(), review.at()));
        inOrder.sync(random);
        assertThat(states(schedule)).isEqualTo(states(schedule(inOrder, inOrder.position())));
    }

    private static RunningStack.Learner newMember(RunningStack running) throws InterruptedException {
        var learner = running.newLearner();
        var membership = "/decks/" + deck.id() + "/membership";
        Api.patiently(
                Duration.ofSeconds(30),
                () -> running.api().put(membership, learner.token().get()));
        return learner;
    }

    private static Given answer(SyncingClient client, Instant at, Random random) {
        var card = cards().get(random.nextInt(cards().size())); // few, so that both answer the same ones
        var rating = RATINGS[random.nextInt(RATINGS.length)];
        return new Given(client.answer(card, rating, at), card, rating, at);
    }

    private static void retractOne(
            SyncingClient client, List<Given> given, Set<String> retracted, Instant at, Random random) {
        if (!given.isEmpty()) {
            var review = given.get(random.nextInt(given.size()));
            if (retracted.add(review.id())) {
                client.retract(review.id(), review.card(), at);
            }
        }
    }

    private static List<String> cards() {
        return deck.cards().subList(0, 4);
    }

    /** Queue, changes and histories, without what depends on the moment of the question or on copies that arrive late. */
    private static Map<String, JsonNode> schedule(SyncingClient client, String position) throws InterruptedException {
        var schedule = new HashMap<String, JsonNode>();
        var queue = client.read("/queue?deckId=" + deck.id(), position).remove(List.of("asOf", "dataUpTo", "days"));
        without(queue.get("cards"), "retrievability", "previews");
        schedule.put("queue", queue);
        schedule.put("changes", client.read("/changes?limit=1000", position).remove(List.of("next")));
        for (var card : cards()) {
            var history = client.read("/reviews?cardId=" + card, position);
            without(history.get("reviews"), "receivedAt", "flags");
            schedule.put(card, history);
        }
        return schedule;
    }

    private static void without(JsonNode items, String... fields) {
        items.forEach(item -> ((ObjectNode) item).remove(List.of(fields)));
    }

    /** The state of each card, without the id of its last review. */
    private static Map<String, JsonNode> states(Map<String, JsonNode> schedule) {
        var states = new HashMap<String, JsonNode>();
        for (var card : cards()) {
            states.put(
                    card, schedule.get(card).get("state").<ObjectNode>deepCopy().remove(List.of("lastReview")));
        }
        return states;
    }
}
