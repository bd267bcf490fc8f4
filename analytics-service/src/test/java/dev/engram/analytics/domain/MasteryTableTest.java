package dev.engram.analytics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.MemoryState;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.Weights;
import dev.engram.scheduler.CardOverrides;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasteryTableTest {

    /** The check values are printed with nine decimals. */
    private static final Offset<Double> PRINTED = within(5e-10);

    private static final Instant NOW = Instant.parse("2026-10-03T08:00:00Z");

    @Test
    void shouldMeetTheCheckValuesOfATagOfFourCardsTwoUnseen() {
        // given: (days since the last answer, stability) are (10, 10) and (10, 100)
        var cards = Stream.of(1, 2, 3, 4).map(i -> card(i, "attention")).toList();
        var states = Map.of(id(1), answered(10, 10), id(2), answered(10, 100));
        // when
        var row = only(rows(30, cards, states));
        // then
        assertThat(row.recallNow()).isCloseTo(0.471420602, PRINTED);
        assertThat(row.mastery()).isCloseTo(0.433098966, PRINTED);
        assertThat(row.coverage()).isEqualTo(0.5);
        assertThat(row.level()).isEqualTo(Level.LOW);
    }

    @Test
    void shouldCountACardOnceInEachTagAboveItsOwn() {
        // given
        var cards = List.of(card(1, "ml::cnn", "ML::rnn", "vision"), card(2, "ml"), card(3, "ml::cnn"));
        // when
        var rows = rows(30, cards, Map.of(id(1), answered(1, 5)));
        // then
        assertThat(rows).extracting(TagMastery::tag).containsExactly("ml", "ml::cnn", "ML::rnn", "vision");
        assertThat(rows).extracting(TagMastery::cards).containsExactly(3, 2, 1, 1);
        assertThat(rows).extracting(TagMastery::seen).containsExactly(1, 1, 1, 1);
    }

    @Test
    void shouldCompareTagsWithoutCaseAndShowTheSpellingOfMostCards() {
        // given
        var cards = List.of(card(1, "CNNs"), card(2, "cnns"), card(3, "cnns"), card(4, "RNNs"), card(5, "rnns"));
        // when
        var rows = rows(30, cards, Map.of());
        // then
        assertThat(rows).extracting(TagMastery::tag).containsExactly("cnns", "RNNs");
        assertThat(rows).extracting(TagMastery::cards).containsExactly(3, 2);
    }

    @Test
    void shouldGiveCardsWithoutATagARowOfTheirOwn() {
        // given
        var cards = List.of(card(1, "zebra"), card(2), card(3));
        // when
        var rows = rows(30, cards, Map.of(id(2), answered(1, 5)));
        // then: behind all tags, under a name that no tag can have
        assertThat(rows).extracting(TagMastery::tag).containsExactly("zebra", "");
        assertThat(rows.getLast().cards()).isEqualTo(2);
        assertThat(rows.getLast().seen()).isEqualTo(1);
    }

    @Test
    void shouldShowNoObservedRetentionWhereNothingWasObserved() {
        // when
        var row = only(rows(30, List.of(card(1, "a")), Map.of()));
        // then
        assertThat(row.observedRetention().value()).isNull();
        assertThat(row.observedRetention().n()).isZero();
        assertThat(row.mastery()).isZero();
        assertThat(row.level()).isEqualTo(Level.NONE);
    }

    @Test
    void shouldFallAtALapse() {
        // given: 100 days after an answer that left a stability of 100 days; AGAIN leaves 6.27 (difficulty 5)
        var left = only(rows(30, List.of(card(1, "a")), Map.of(id(1), answered(100, 100))));
        var failed = only(rows(30, List.of(card(1, "a")), Map.of(id(1), answered(0, stabilityAfterFailing()))));
        // then
        assertThat(left.mastery()).isCloseTo(0.88, within(0.005));
        assertThat(failed.mastery()).isCloseTo(0.71, within(0.005));
        assertThat(failed.recallNow()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameBitsInAnyOrderAndNeverRiseWithTheHorizon(long seed) {
        // given
        var random = new Random(seed);
        var states = new HashMap<CardId, CardState>();
        var cards = new ArrayList<Map.Entry<CardId, List<Tag>>>();
        for (int i = 0; i < 500; i++) {
            var card = card(random.nextInt(), "tag-" + random.nextInt(5), "other::" + random.nextInt(3));
            cards.add(card);
            if (random.nextInt(4) > 0) {
                states.put(card.getKey(), answered(random.nextDouble() * 400, 0.001 + random.nextDouble() * 300));
            }
        }
        List<TagMastery> before = null;
        for (double days : new double[] {0, 0.5, 1, 30, 365.25, 3650}) {
            // when
            var rows = rows(days, cards, states);
            Collections.shuffle(cards, random);
            // then
            assertThat(rows(days, cards, states)).isEqualTo(rows);
            for (int i = 0; before != null && i < rows.size(); i++) {
                assertThat(rows.get(i).mastery())
                        .isLessThanOrEqualTo(before.get(i).mastery());
                assertThat(rows.get(i).recallNow()).isEqualTo(before.get(i).recallNow());
            }
            before = rows;
        }
        assertThat(rows(0, cards, states))
                .allSatisfy(row -> assertThat(row.mastery()).isEqualTo(row.recallNow()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, NONE",
        "1e-9, LOW",
        "0.5999, LOW",
        "0.60, MIDDLE",
        "0.7999, MIDDLE",
        "0.80, GOOD",
        "0.90, HIGH",
        "1, HIGH"
    })
    void shouldNameLevels(double mastery, Level level) {
        assertThat(Level.Thresholds.DEFAULT.of(mastery)).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 3650.001, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAHorizonOutOfRange(double days) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Horizon(days)).withMessageContaining("3650");
    }

    @Test
    void shouldRefuseLevelsOutOfOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Level.Thresholds(0.8, 0.8, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> new Level.Thresholds(0.6, Double.NaN, 0.9));
    }

    private static double stabilityAfterFailing() {
        var model = new Fsrs6(Weights.DEFAULT);
        return model.next(new MemoryState(100, 5), 100, Grade.AGAIN).stabilityDays();
    }

    private static MasteryTable table(double horizonDays) {
        return new MasteryTable(
                Plan.DEFAULT, LearnerCalendar.DEFAULT, NOW, new Horizon(horizonDays), Level.Thresholds.DEFAULT);
    }

    private static TagMastery only(List<TagMastery> rows) {
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static List<TagMastery> rows(
            double horizonDays, List<Map.Entry<CardId, List<Tag>>> cards, Map<CardId, CardState> states) {
        var table = table(horizonDays);
        cards.forEach(card -> table.add(card.getValue(), states.getOrDefault(card.getKey(), CardState.NEW)));
        return table.rows();
    }

    private static Map.Entry<CardId, List<Tag>> card(int number, String... tags) {
        return Map.entry(id(number), Stream.of(tags).map(Tag::new).toList());
    }

    private static CardId id(int number) {
        return new CardId(new UUID(number, number));
    }

    private static CardState answered(double daysAgo, double stabilityDays) {
        var at = NOW.minusMillis(Math.round(daysAgo * Duration.ofDays(1).toMillis()));
        return new CardState(
                Phase.REVIEW,
                0,
                stabilityDays,
                5,
                at,
                new EventId(new UUID(1, 1)),
                at.plus(Duration.ofDays(5)),
                5,
                1,
                0,
                20_000L,
                20_000L,
                false,
                0,
                0,
                CardOverrides.NONE);
    }
}
