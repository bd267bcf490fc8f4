package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A phone answers AGAIN without a network, a desktop that has not heard of it GOOD a day later, and both sync: programs that keep
 * the state of the later device lose the lapse.
 */
class ArrivalOrdersTest {
    private static final Instant FIRST = Instant.parse("2025-01-01T12:00:00Z");

    /** One answer of a card. */
    private record Given(String device, int day, String rating) {}

    private static final List<Given> ANSWERS = List.of(
            new Given("phone", 0, "EASY"),
            new Given("phone", 3, "AGAIN"),
            new Given("desktop", 4, "GOOD"),
            new Given("phone", 9, "GOOD"));

    /** Of py-fsrs 6.3.2, {@code Scheduler(enable_fuzzing=False)}, and of Anki 26.09.3 where one device gives all answers. */
    private static final double STABILITY = 11.239967682228642;

    @Test
    void shouldGiveTheSameScheduleInEveryArrivalOrderAndSplitIntoBatches() throws Exception {
        // given
        var arrivals = arrivals(ANSWERS.size());
        var running = RunningStack.shared();
        var deck = running.importDeck(deckOf(arrivals.size()));
        var token = running.newLearner().token();
        Api.patiently(
                Duration.ofSeconds(30), () -> running.api().put("/decks/" + deck.id() + "/membership", token.get()));
        assertThat(arrivals).hasSize(24 * 8).doesNotHaveDuplicates();
        assertThat(deck.cards()).hasSameSizeAs(arrivals);

        // when: each card gets its answers in an order and split of its own
        var position = "";
        for (int turn = 0; turn < ANSWERS.size(); turn++) {
            var body = Api.JSON.createObjectNode();
            var reviews = body.putArray("reviews");
            for (int card = 0; card < arrivals.size(); card++) {
                var batches = arrivals.get(card);
                for (int answer : turn < batches.size() ? batches.get(turn) : List.<Integer>of()) {
                    reviews.add(review(deck.cards().get(card), answer));
                }
            }
            position = Api.patiently(
                            Duration.ofSeconds(30),
                            () -> running.api().post("/reviews", token.get(), "application/json", body.toString()))
                    .body()
                    .get("position")
                    .asText();
        }

        // then
        var path = "/changes?limit=1000&after=" + position;
        var changes = Api.patiently(Duration.ofSeconds(30), () -> running.api().get(path, token.get()));
        assertThat(changes.body().get("caughtUp").asBoolean()).isTrue();
        assertThat(changes.body().get("schedules")).hasSameSizeAs(arrivals);
        Map<JsonNode, List<List<List<Integer>>>> states = new LinkedHashMap<>();
        for (var schedule : changes.body().get("schedules")) {
            var arrival =
                    arrivals.get(deck.cards().indexOf(schedule.get("cardId").asText()));
            // ids are of each card's own
            var state = schedule.get("state").<ObjectNode>deepCopy().remove(List.of("lastReview"));
            states.computeIfAbsent(state, _ -> new ArrayList<>()).add(arrival);
        }
        assertThat(states).hasSize(1);
        var state = states.keySet().iterator().next();
        assertThat(state.get("lapses").asInt()).isEqualTo(1);
        assertThat(state.get("reviews").asInt()).isEqualTo(4);
        assertThat(state.get("stabilityDays").asDouble()).isCloseTo(STABILITY, within(1e-9));
        assertThat(state.get("intervalDays").asInt()).isEqualTo(11);
    }

    private static JsonNode review(String card, int answer) {
        var given = ANSWERS.get(answer);
        return Api.JSON
                .createObjectNode()
                .put("reviewId", Ids.v7().toString())
                .put("cardId", card)
                .put("rating", given.rating())
                .put("reviewedAt", FIRST.plus(Duration.ofDays(given.day())).toString())
                .put("clientId", given.device())
                .put("clientSeq", answer);
    }

    private static String deckOf(int cards) {
        var text = new StringBuilder("Arrival orders\n");
        IntStream.range(0, cards)
                .forEach(card -> text.append("Which number is this: %d?\nnumbers\n%d\n".formatted(card, card)));
        return text.toString();
    }

    /** Every order of {@code answers}, cut into batches in every way. */
    private static List<List<List<Integer>>> arrivals(int answers) {
        var all = new ArrayList<List<List<Integer>>>();
        for (var order : permutations(IntStream.range(0, answers).boxed().toList())) {
            for (int cuts = 0; cuts < 1 << (answers - 1); cuts++) {
                var batches = new ArrayList<List<Integer>>();
                var batch = new ArrayList<Integer>();
                for (int i = 0; i < answers; i++) {
                    batch.add(order.get(i));
                    if (i == answers - 1 || (cuts >> i & 1) == 1) {
                        batches.add(List.copyOf(batch));
                        batch.clear();
                    }
                }
                all.add(List.copyOf(batches));
            }
        }
        return all;
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Integer>>();
        for (var first : items) {
            var rest = new ArrayList<>(items);
            rest.remove(first);
            for (var order : permutations(rest)) {
                var whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
