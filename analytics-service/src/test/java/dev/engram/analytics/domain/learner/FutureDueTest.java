package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.analytics.domain.learner.FutureDue.Day;
import dev.engram.events.EventId;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardOverrides;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FutureDueTest {

    private static final long TODAY = 20_000;

    @Test
    void shouldMeetTheCheckValueOfDailyLoad() {
        // given: intervals of 10 and 50 days, and a card in the steps
        var load = new FutureDue(TODAY, 30, LearnerCalendar.DEFAULT);
        load.add(card(TODAY, 10, CardOverrides.NONE));
        load.add(card(TODAY, 50, CardOverrides.NONE));
        load.add(card(TODAY, 0, CardOverrides.NONE));
        // then
        assertThat(load.dailyLoad()).isCloseTo(1.12, within(1e-9));
    }

    @Test
    void shouldCountEachActiveCardOnItsDayOrInTheBacklog() {
        // given
        var load = new FutureDue(TODAY, 3, LearnerCalendar.DEFAULT);
        load.add(card(TODAY - 10, 5, CardOverrides.NONE)); // overdue
        load.add(card(TODAY - 5, 5, CardOverrides.NONE)); // today
        load.add(card(TODAY, 2, CardOverrides.NONE)); // in two days
        load.add(card(TODAY, 9, CardOverrides.NONE)); // beyond
        load.add(card(TODAY - 10, 5, buried(TODAY + 1))); // buried until tomorrow
        load.add(card(TODAY - 10, 5, new CardOverrides(true, null, null, null)));
        load.add(CardState.NEW);
        // then
        assertThat(load.backlog()).isEqualTo(1);
        assertThat(load.days()).containsExactly(new Day(TODAY, 1), new Day(TODAY + 1, 1), new Day(TODAY + 2, 1));
        assertThat(load.active()).isEqualTo(5);
        assertThat(load.suspended()).isEqualTo(1);
    }

    private static CardOverrides buried(@Nullable Long until) {
        return new CardOverrides(false, until, null, null);
    }

    private static CardState card(long lastDay, int interval, CardOverrides overrides) {
        var at = Instant.ofEpochSecond(lastDay * 86_400 + 43_200);
        return new CardState(
                Phase.REVIEW,
                0,
                10,
                5,
                at,
                new EventId(new UUID(1, 1)),
                at.plusSeconds(interval * 86_400L),
                interval,
                1,
                0,
                lastDay,
                lastDay,
                false,
                0,
                0,
                overrides);
    }
}
