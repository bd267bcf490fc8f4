package dev.engram.bench.fsrs;

import dev.engram.bench.measure.RoundFigures;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured on both sides.
 *
 * @param what what was done
 * @param unit of the figures
 * @param more whether more is better, as with rates; else less is, as with times
 * @param ours our rounds
 * @param engine the other side's name
 * @param theirs its rounds, alternating with ours; null if it could not be run
 * @param goal our median is to be at least this (at most, where less is better); null if there is no such goal
 * @param goalRatio we are to be at least this many times as good
 */
record Comparison(
        String what,
        String unit,
        boolean more,
        RoundFigures ours,
        String engine,
        @Nullable RoundFigures theirs,
        @Nullable Double goal,
        double goalRatio) {
    /** How many times as good as theirs ours is, round by round; null if theirs is not known. */
    @Nullable
    RoundFigures ratio() {
        return theirs == null ? null : more ? ours.over(theirs) : theirs.over(ours);
    }

    /** Whether our median meets our goal; true where there is none. */
    boolean isFastEnough() {
        return goal == null || (more ? ours.median() >= goal : ours.median() <= goal);
    }

    /** Whether the median of the ratio meets the goal; null if the ratio is not known. */
    @Nullable
    Boolean isRatioMet() {
        var ratio = ratio();
        return ratio == null ? null : ratio.median() >= goalRatio;
    }
}
