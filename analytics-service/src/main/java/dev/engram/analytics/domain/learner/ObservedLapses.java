package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.FixedPointSum;
import dev.engram.fsrs.simulation.LapseFactors;
import java.util.Collection;

/**
 * How often a learner forgets beside what the memory model predicts, of young and of mature cards: from the answers of {@link #PERIOD}
 * to cards in review that observed retention counts. Lives within one call.
 */
public final class ObservedLapses {
    /** Which answers are counted. */
    public static final RetentionPeriod PERIOD = RetentionPeriod.YEAR;

    /** Lapses, predicted and observed, that the model is taken to have shown before. */
    public static final double PRIOR_LAPSES = 10;

    private final long today;
    private final Sum young = new Sum();
    private final Sum mature = new Sum();

    /** @param today study day of the moment asked about, as epoch day */
    public ObservedLapses(long today) {
        this.today = today;
    }

    /**
     * Lapses of some answers.
     *
     * @param n answers, {@code >= 0}
     * @param lapses those that were AGAIN
     * @param expected sum of the predicted probabilities of AGAIN
     */
    public record Rate(long n, long lapses, double expected) {
        /** By what the predicted probability of forgetting is multiplied: 1 without an answer, and near 1 where there are few. */
        public double factor() {
            return (lapses + PRIOR_LAPSES) / (expected + PRIOR_LAPSES);
        }
    }

    private static final class Sum {
        private long n;
        private long lapses;
        private final FixedPointSum expected = new FixedPointSum();

        void add(RetentionAnswer answer) {
            n++;
            lapses += answer.success() ? 0 : 1;
            expected.add(1 - answer.predicted());
        }

        Rate rate() {
            return new Rate(n, lapses, expected.value());
        }
    }

    /** Takes in answers; those of other days, and to cards in the steps, are left out. */
    public void add(Collection<RetentionAnswer> answers) {
        for (var answer : answers) {
            if (answer.intervalDays() > 0 && PERIOD.contains(answer.day(), today)) {
                (answer.isMature() ? mature : young).add(answer);
            }
        }
    }

    /** Of answers after an interval of less than {@value LapseFactors#MATURE_DAYS} days. */
    public Rate young() {
        return young.rate();
    }

    /** Of the others. */
    public Rate mature() {
        return mature.rate();
    }

    /** What a simulation of this learner takes. */
    public LapseFactors factors() {
        return new LapseFactors(young().factor(), mature().factor());
    }
}
