package dev.engram.bench.fsrs;

import org.jspecify.annotations.Nullable;

/**
 * Log losses on the same items, by the same evaluator, later items weighing more.
 *
 * @param defaults of the default weights
 * @param ours of the weights that our optimizer fitted
 * @param theirs of the weights that the binding fitted; null if it could not be run
 */
record Losses(double defaults, double ours, @Nullable Double theirs) {
    /** Ours may be larger than theirs by this share. */
    static final double ALLOWANCE = 0.002;

    /** By what share ours is larger than theirs; negative where it is smaller; null if theirs is not known. */
    @Nullable
    Double excess() {
        return theirs == null ? null : ours / theirs - 1;
    }

    /** Whether ours is small enough; null if theirs is not known. */
    @Nullable
    Boolean isMet() {
        var excess = excess();
        return excess == null ? null : excess <= ALLOWANCE;
    }
}
