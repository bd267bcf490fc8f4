package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.learner.ActivityCalendar.Day;
import dev.engram.analytics.domain.learner.ActivityCalendar.Streak;
import org.junit.jupiter.api.Test;

class ActivityCalendarTest {

    @Test
    void shouldCountAStreakUpToYesterdayWhileTodayHasNoAnswer() {
        // given
        var calendar = days(1, 2, 3, 7, 8);
        // then
        assertThat(calendar.streak(8)).isEqualTo(new Streak(2, 3, 8L));
        assertThat(calendar.streak(9)).isEqualTo(new Streak(2, 3, 8L));
        assertThat(calendar.streak(10)).isEqualTo(new Streak(0, 3, 8L));
        // and as of a day of the past
        assertThat(calendar.streak(3)).isEqualTo(new Streak(3, 3, 3L));
        assertThat(calendar.streak(0)).isEqualTo(new Streak(0, 0, null));
    }

    @Test
    void shouldRepairAStreakByALateUpload() {
        // given
        var calendar = days(1, 2, 4);
        assertThat(calendar.streak(4).current()).isEqualTo(1);
        // when
        calendar.add(3, 1, 0);
        // then
        assertThat(calendar.streak(4).current()).isEqualTo(4);
    }

    @Test
    void shouldDivideTheLearnersOwnDaysIntoFifths() {
        // given
        var calendar = new ActivityCalendar();
        for (int day = 0; day < 10; day++) {
            calendar.add(day, 10L * (day + 1), 60_000);
        }
        calendar.add(10, 0, 0);
        // then: days without an answer are no days
        assertThat(calendar.days(0, 10)).extracting(Day::step).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(calendar.days(9, 9)).containsExactly(new Day(9, 100, 1, 5));
        // and equal days have one step
        assertThat(days(1, 2, 3, 4).days(1, 4)).extracting(Day::step).containsOnly(1);
    }

    private static ActivityCalendar days(long... days) {
        var calendar = new ActivityCalendar();
        for (long day : days) {
            calendar.add(day, 1, 0);
        }
        return calendar;
    }
}
