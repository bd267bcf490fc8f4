package dev.engram.simulation;

import dev.engram.events.Rating;

/**
 * One answer of one learner to one card.
 *
 * @param index 0 at the first exposure, then 1, 2, ... for this learner and card
 * @param atMillis since the start of the world
 * @param elapsedMillis since the answer before; 0 at the first exposure
 * @param plannedMillis the interval that was set at the answer before; 0 at the first exposure
 * @param priorSuccesses earlier reviews of this learner and card that were recalled, the first exposure not counted
 * @param priorLapses earlier ones that were not
 * @param rule what set the interval, and sets the next one
 */
public record SimulatedReview(
        int learner,
        int card,
        int index,
        long atMillis,
        long elapsedMillis,
        long plannedMillis,
        Rating rating,
        int priorSuccesses,
        int priorLapses,
        IntervalRule rule) {

    /** Milliseconds of a day. */
    public static final double DAY = 86_400_000;

    /** Whether it counts as a failure. */
    public boolean lapse() {
        return rating == Rating.AGAIN;
    }

    /** Days since the answer before; 0 at the first exposure. */
    public double elapsedDays() {
        return elapsedMillis / DAY;
    }

    /** Days that had been planned; 0 at the first exposure. */
    public double plannedDays() {
        return plannedMillis / DAY;
    }
}
