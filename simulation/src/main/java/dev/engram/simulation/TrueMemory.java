package dev.engram.simulation;

import dev.engram.fsrs.Grade;

/**
 * The true memory of one learner for one card, described by its stability S. {@code ability} is the sum of what the learner, the card
 * and the pair of them bring, on the scale of ln S. Times are days, fractions allowed.
 */
sealed interface TrueMemory permits FsrsMemory, LogLogisticMemory {
    /** Stability after the first exposure, days. */
    double first(double ability, Grade grade);

    /** Probability of recall {@code elapsedDays} after the last answer. */
    double recall(double stabilityDays, double elapsedDays);

    /** Stability after a later answer, days. */
    double next(double stabilityDays, double ability, double elapsedDays, Grade grade);

    /** Days until the probability of recall has fallen to {@code recall}. */
    double intervalDays(double stabilityDays, double recall);
}
