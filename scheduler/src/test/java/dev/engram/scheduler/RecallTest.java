package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecallTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private static CardState reviewed(long daysAgo, double stabilityDays) {
        var at = NOW.minus(Duration.ofDays(daysAgo));
        return new CardState(
                Phase.REVIEW,
                0,
                stabilityDays,
                5,
                at,
                Reviews.id(1),
                at,
                1,
                1,
                0,
                0L,
                0L,
                false,
                0,
                0,
                CardOverrides.NONE);
    }

    @ParameterizedTest // published check values of the definitions, decay 0.1542
    @CsvSource({"10, 10, 0.9", "10, 100, 0.985682409", "3, 5, 0.931150941"})
    void shouldFallFromTheLastReview(long days, double stability, double expected) {
        assertThat(Recall.under(Plan.DEFAULT).of(reviewed(days, stability), NOW))
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void shouldGiveThePublishedMasteryOfFourCards() {
        // given
        var cards = List.of(reviewed(10, 10), reviewed(10, 100), CardState.NEW, CardState.NEW);
        var recall = Recall.under(Plan.DEFAULT);
        // when
        double recallNow = cards.stream()
                .mapToDouble(card -> recall.of(card, NOW))
                .average()
                .orElseThrow();
        double mastery = cards.stream()
                .mapToDouble(card -> recall.of(card, NOW.plus(Duration.ofDays(30))))
                .average()
                .orElseThrow();
        // then
        assertThat(recallNow).isCloseTo(0.471420602, within(1e-9));
        assertThat(mastery).isCloseTo(0.433098966, within(1e-9));
    }

    @Test
    void shouldUseFractionsOfDaysAndNeverExceedOne() {
        // given
        var card = reviewed(1, 1);
        // then
        assertThat(Recall.under(Plan.DEFAULT).of(card, NOW.minus(Duration.ofHours(12))))
                .isBetween(0.9001, 0.9999);
        assertThat(Recall.under(Plan.DEFAULT).of(card, NOW.minus(Duration.ofDays(3))))
                .isEqualTo(1);
        assertThat(Recall.under(Plan.DEFAULT).of(CardState.NEW, NOW)).isZero();
    }
}
