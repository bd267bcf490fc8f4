package dev.engram.fsrs;

import org.jspecify.annotations.Nullable;

/**
 * Where a card stands between two answers.
 *
 * @param phase phase
 * @param step step the card is in, from 0; 0 in {@link Phase#NEW} and {@link Phase#REVIEW}
 * @param memory null exactly in {@link Phase#NEW}
 */
public record CardProgress(Phase phase, int step, @Nullable MemoryState memory) {
    /** A card never answered. */
    public static final CardProgress NEW = new CardProgress(Phase.NEW, 0, null);

    /** @throws IllegalArgumentException if memory and phase do not fit, or {@code step} is negative */
    public CardProgress {
        Require.atLeast(0, step, "step");
        if ((phase == Phase.NEW) != (memory == null)) {
            throw new IllegalArgumentException(
                    "a card has a memory state unless it is new, was " + phase + " with " + memory);
        }
    }
}
