package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.learner.RetentionSeries.Row;
import dev.engram.scheduler.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionSeriesTest {
    private static final long TODAY = 20_000;

    private static RetentionAnswer answer(long day, boolean success, int interval) {
        return new RetentionAnswer(day, success, 0.9, 1, interval, 1, 0);
    }

    @Test
    void shouldCountEachAnswerInItsPeriod() {
        // given: three periods of 30 days, the last one ends today
        var series = new RetentionSeries(TODAY, 30, 3);
        // when
        series.add(List.of(
                answer(TODAY, true, 20),
                answer(TODAY - 29, false, 21),
                answer(TODAY - 60, true, 100),
                answer(TODAY - 89, true, 0),
                answer(TODAY - 90, true, 5),
                answer(TODAY + 1, true, 5)));
        // then
        assertThat(series.rows())
                .containsExactly(
                        new Row(TODAY - 89, TODAY - 60, new Proportion(1, 1), new Proportion(1, 1)),
                        new Row(TODAY - 59, TODAY - 30, new Proportion(0, 0), new Proportion(0, 0)),
                        new Row(TODAY - 29, TODAY, new Proportion(1, 1), new Proportion(0, 1)));
        assertThat(series.rows().getLast().all()).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void shouldLeaveOutThePeriodsBeforeTheFirstAnswer() {
        // given
        var series = new RetentionSeries(TODAY, 7, 12);
        assertThat(series.rows()).isEmpty();
        // when
        series.add(List.of(answer(TODAY - 8, true, 3)));
        // then
        assertThat(series.rows()).extracting(Row::from).containsExactly(TODAY - 13, TODAY - 6);
    }

    @Test
    void shouldAgreeWithTheTableOfPeriods() {
        // given
        var answers = List.of(
                answer(TODAY, true, 5),
                answer(TODAY - 3, false, 30),
                answer(TODAY - 29, true, 1),
                answer(TODAY - 40, true, 1));
        var series = new RetentionSeries(TODAY, 30, 1);
        var table = new PeriodRetention(TODAY);
        // when
        series.add(answers);
        table.add(answers);
        // then
        assertThat(series.rows().getLast().all())
                .isEqualTo(table.row(RetentionPeriod.MONTH).all());
    }
}
