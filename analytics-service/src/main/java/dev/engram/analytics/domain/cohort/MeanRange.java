package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.Level;
import java.util.List;
import java.util.Set;

/**
 * Which numbers of learners the hidden levels of a row can have, given the others, their sum and the mean of the row: what somebody
 * would compute who sees the table.
 */
final class MeanRange {
    private final int n;
    private final int together;
    private final double lowestShown;
    private final double highestShown;
    private final List<Level> hidden;
    private final Level.Thresholds thresholds;

    MeanRange(ClassTag row, Set<Level> hidden, Level.Thresholds thresholds) {
        this.n = row.mastery().n();
        this.hidden = List.copyOf(hidden);
        this.thresholds = thresholds;
        double lowest = 0;
        double highest = 0;
        int rest = n;
        for (var level : Level.values()) {
            if (!hidden.contains(level)) {
                lowest += row.learners(level) * from(level);
                highest += row.learners(level) * to(level);
                rest -= row.learners(level);
            }
        }
        this.lowestShown = lowest;
        this.highestShown = highest;
        this.together = rest;
    }

    /**
     * Whether a mean leaves each hidden number all values from 1 to 9. It may say no where it does, as it looks at divisions of the
     * rest between two levels only.
     *
     * @param error how far the mean may be from the one shown
     */
    boolean isLeftOpen(double mean, double error) {
        if (together == 0) {
            return true;
        }
        for (var level : hidden) {
            for (int learners = 1; learners < SmallCells.LEAST; learners++) {
                if (!isPossible(level, learners, n * (mean - error), n * (mean + error))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isPossible(Level level, int learners, double least, double most) {
        int rest = together - learners;
        double lowest = lowestShown + learners * from(level);
        double highest = highestShown + learners * to(level);
        for (var one : hidden) {
            for (var other : hidden) {
                if (one != level && other != level) {
                    for (int first = 0; first <= rest; first++) {
                        int second = rest - first;
                        if (lowest + first * from(one) + second * from(other) <= most
                                && highest + first * to(one) + second * to(other) >= least) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private double from(Level level) {
        return switch (level) {
            case NONE, LOW -> 0;
            case MIDDLE -> thresholds.middle();
            case GOOD -> thresholds.good();
            case HIGH -> thresholds.high();
        };
    }

    private double to(Level level) {
        return switch (level) {
            case NONE -> 0;
            case LOW -> thresholds.middle();
            case MIDDLE -> thresholds.good();
            case GOOD -> thresholds.high();
            case HIGH -> 1;
        };
    }
}
