package dev.engram.analytics.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.demo.Demo.Batch;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoFoldTest {

    private static final Demo DEMO = Demo.of(new LearnerId(new UUID(1, 2)));

    @ParameterizedTest
    @MethodSource("dev.engram.analytics.demo.Golden#tables")
    void shouldAgreeWithTheReference(Golden.Table golden) {
        // given
        Map<CardId, CardHistory> histories = Map.of();
        for (var batch : DEMO.batches()) {
            histories = with(histories, batch);
        }
        // when
        var states = states(histories, golden.asOf());
        // then
        golden.cardRows()
                .forEach(row -> Golden.assertEqual(
                        states.getOrDefault(Demo.card(row.get("card").asInt()), CardState.NEW), row));
        Golden.assertEqual(table(states, golden), golden);
    }

    /**
     * The histories after some batches are the same in whichever order these arrived: shown for every subset of the
     * batches from the subsets with one batch less, and so for each of the 40,320 orders of all eight.
     */
    @Test
    void shouldAgreeWithTheReferenceInEveryOrderOfArrival() {
        // given
        var batches = DEMO.batches();
        var after = new ArrayList<Map<CardId, CardHistory>>();
        after.add(Map.of());
        // when
        for (int arrived = 1; arrived < 1 << batches.size(); arrived++) {
            var ends = new HashSet<Map<CardId, CardHistory>>();
            for (int last = 0; last < batches.size(); last++) {
                if ((arrived & 1 << last) != 0) {
                    ends.add(with(after.get(arrived & ~(1 << last)), batches.get(last)));
                }
            }
            assertThat(ends)
                    .as("ends of the orders of batches %s", Integer.toBinaryString(arrived))
                    .hasSize(1);
            after.add(ends.iterator().next());
        }
        // then
        assertThat(batches).hasSize(8);
        for (var golden : Golden.tables()) {
            Golden.assertEqual(table(states(after.getLast(), golden.asOf()), golden), golden);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldAgreeWithTheReferenceWhenReviewsArriveOneByOneInAnyOrder(long seed) {
        // given
        var reviews = new ArrayList<>(
                DEMO.batches().stream().flatMap(b -> b.reviews().stream()).toList());
        Collections.shuffle(reviews, new Random(seed));
        // when
        Map<CardId, CardHistory> histories = Map.of();
        for (var review : reviews) {
            histories = with(histories, new Batch("one", List.of(review)));
        }
        // then
        var golden = Golden.tables().getFirst();
        Golden.assertEqual(table(states(histories, golden.asOf()), golden), golden);
    }

    private static Map<CardId, CardHistory> with(Map<CardId, CardHistory> histories, Batch batch) {
        var byCard = new HashMap<CardId, List<ReviewRecorded>>();
        batch.reviews()
                .forEach(review -> byCard.computeIfAbsent(review.cardId(), _ -> new ArrayList<>())
                        .add(review));
        var after = new HashMap<>(histories);
        byCard.forEach((card, reviews) ->
                after.merge(card, CardHistory.EMPTY.applyAll(reviews), (held, _) -> held.applyAll(reviews)));
        return after;
    }

    private static Map<CardId, CardState> states(Map<CardId, CardHistory> histories, Instant asOf) {
        var states = new HashMap<CardId, CardState>();
        histories.forEach((card, history) ->
                states.put(card, CardFold.fold(history.asOf(asOf), Plan.DEFAULT, LearnerCalendar.DEFAULT)));
        return states;
    }

    private static List<TagMastery> table(Map<CardId, CardState> states, Golden.Table golden) {
        var table = new MasteryTable(
                Plan.DEFAULT, LearnerCalendar.DEFAULT, golden.asOf(), golden.horizon(), Level.Thresholds.DEFAULT);
        golden.cards().forEach((card, tags) -> table.add(tags, states.getOrDefault(card, CardState.NEW)));
        return table.rows();
    }
}
