package dev.engram.analytics.domain.learner;

import dev.engram.scheduler.Proportion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Observed retention by period, of young and of mature cards. Lives within one call. */
public final class PeriodRetention {
    private static final Proportion NOTHING = new Proportion(0, 0);
    private static final Proportion SUCCESS = new Proportion(1, 1);
    private static final Proportion FAILURE = new Proportion(0, 1);

    private final long today;
    private final Map<RetentionPeriod, Row> rows = new EnumMap<>(RetentionPeriod.class);

    /** @param young interval before the answer below 21 days @param mature from 21 days on */
    public record Row(RetentionPeriod period, Proportion young, Proportion mature) {
        /** Both together. */
        public Proportion all() {
            return young.plus(mature);
        }
    }

    /** @param today the study day of the moment asked about */
    public PeriodRetention(long today) {
        this.today = today;
        for (var period : RetentionPeriod.values()) {
            rows.put(period, new Row(period, NOTHING, NOTHING));
        }
    }

    /** Takes in the answers of a card. */
    public void add(List<RetentionAnswer> answers) {
        for (var answer : answers) {
            var one = answer.success() ? SUCCESS : FAILURE;
            rows.replaceAll((period, row) -> period.contains(answer.day(), today)
                    ? new Row(
                            period,
                            row.young().plus(answer.isMature() ? NOTHING : one),
                            row.mature().plus(answer.isMature() ? one : NOTHING))
                    : row);
        }
    }

    /** One row for each period, the shortest first. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** The row of a period. */
    public Row row(RetentionPeriod period) {
        return rows.getOrDefault(period, new Row(period, NOTHING, NOTHING));
    }
}
