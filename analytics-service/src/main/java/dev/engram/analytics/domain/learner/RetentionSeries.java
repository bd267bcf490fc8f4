package dev.engram.analytics.domain.learner;

import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.List;

/**
 * Observed retention of consecutive periods of as many study days, of young and of mature cards, the last one ending with the day asked
 * about. Lives within one call.
 */
public final class RetentionSeries {
    private final long today;
    private final int days;
    private final long[][] counts;

    /**
     * A period.
     *
     * @param from first study day, as epoch day
     * @param to last study day, as epoch day
     * @param young interval before the answer below 21 days
     * @param mature from 21 days on
     */
    public record Row(long from, long to, Proportion young, Proportion mature) {
        /** Both together. */
        public Proportion all() {
            return young.plus(mature);
        }
    }

    /**
     * No answers yet.
     *
     * @param today study day of the moment asked about
     * @param days of a period, at least 1
     * @param periods most periods, at least 1
     */
    public RetentionSeries(long today, int days, int periods) {
        this.today = today;
        this.days = days;
        this.counts = new long[periods][4];
    }

    /** Takes in the answers of a card. */
    public void add(List<RetentionAnswer> answers) {
        for (var answer : answers) {
            long before = (today - answer.day()) / days;
            if (answer.day() <= today && before < counts.length) {
                var period = counts[(int) before];
                int kind = answer.isMature() ? 2 : 0;
                period[kind + 1]++;
                period[kind] += answer.success() ? 1 : 0;
            }
        }
    }

    /** The periods from the first one with an answer on, oldest first; none where no period has an answer. */
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (int before = counts.length - 1; before >= 0; before--) {
            var period = counts[before];
            if (!rows.isEmpty() || period[1] + period[3] > 0) {
                long to = today - (long) before * days;
                rows.add(new Row(
                        to - days + 1, to, new Proportion(period[0], period[1]), new Proportion(period[2], period[3])));
            }
        }
        return List.copyOf(rows);
    }
}
