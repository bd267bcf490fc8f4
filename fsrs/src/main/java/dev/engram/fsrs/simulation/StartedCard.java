package dev.engram.fsrs.simulation;

import dev.engram.fsrs.Phase;

/**
 * A card that was studied before the first simulated day.
 *
 * @param phase not {@link Phase#NEW}
 * @param step that the scheduler's rules have; 0 in {@link Phase#REVIEW}
 * @param stabilityDays in [0.001, 36500]
 * @param difficulty in [1, 10]
 * @param lastReviewMillis time of the last answer, in milliseconds before ({@code <= 0}) the moment at which day 0 is studied
 * @param lastDay study day of the last answer, {@code <= 0}; 0 is the first simulated day
 * @param dueDay study day on which it falls due; below 0 if that is over
 */
public record StartedCard(
        Phase phase,
        int step,
        double stabilityDays,
        double difficulty,
        long lastReviewMillis,
        int lastDay,
        int dueDay) {
    /** @throws IllegalArgumentException for a new card, or an answer that is still to come */
    public StartedCard {
        if (phase == Phase.NEW || lastReviewMillis > 0 || lastDay > 0) {
            throw new IllegalArgumentException("a started card was answered before day 0, was " + phase + " on day "
                    + lastDay + " at " + lastReviewMillis);
        }
    }
}
