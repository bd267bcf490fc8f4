package dev.engram.fsrs;

import java.time.Duration;

/**
 * What an answer leads to.
 *
 * @param phase {@link Phase#LEARNING}, {@link Phase#REVIEW} or {@link Phase#RELEARNING}
 * @param step step the card is in; 0 in {@link Phase#REVIEW}
 * @param memory state after the answer
 * @param delay until the card is due: that of the step, or {@code intervalDays} times 24 hours
 * @param intervalDays whole days; 0 in a step
 */
public record Scheduled(Phase phase, int step, MemoryState memory, Duration delay, int intervalDays) {
    /** The card as the next answer finds it. */
    public CardProgress progress() {
        return new CardProgress(phase, step, memory);
    }
}
