package dev.engram.fsrs;

import java.time.Duration;

/**
 * How answers become delays.
 *
 * @param desiredRetention probability of recall at which a review is due, between 0 and 1; above 0.97 workloads explode
 * @param learningSteps for new cards
 * @param relearningSteps for forgotten cards
 * @param maximumIntervalDays at least 1
 * @param shortTerm false for long-term mode: no steps, same-day answers leave stability as it is, and the four intervals
 *     are strictly ordered, AGAIN included
 */
public record SchedulingRules(
        double desiredRetention,
        Steps learningSteps,
        Steps relearningSteps,
        int maximumIntervalDays,
        boolean shortTerm) {
    /** Retention 0.9, learning steps 1 and 10 minutes, relearning step 10 minutes, at most 36500 days. */
    public static final SchedulingRules DEFAULT = new SchedulingRules(
            0.9,
            Steps.of(Duration.ofMinutes(1), Duration.ofMinutes(10)),
            Steps.of(Duration.ofMinutes(10)),
            36500,
            true);

    /** @throws IllegalArgumentException naming the field, the value and the rule */
    public SchedulingRules {
        Require.between(0, 1, desiredRetention, "desired retention");
        Require.atLeast(1, maximumIntervalDays, "maximum interval");
        if (!shortTerm && !(learningSteps.isEmpty() && relearningSteps.isEmpty())) {
            throw new IllegalArgumentException("long-term mode has no learning or relearning steps");
        }
    }
}
