package dev.engram.review.application;

import dev.engram.kit.log.Position;
import java.time.Duration;

/** Waits for a reader's own writes, within one common limit. */
public final class Waiting {
    private final Studies studies;
    private final Decks decks;
    private final Duration atMost;

    /** @param atMost the longest a read waits; longer makes an honest "not yet" come later */
    public Waiting(Studies studies, Decks decks, Duration atMost) {
        this.studies = studies;
        this.decks = decks;
        this.atMost = atMost;
    }

    /** Whether everything that {@code after} names has been applied, after waiting for it. */
    boolean caughtUp(Position after) {
        if (after.isNone()) {
            return true;
        }
        long end = System.nanoTime() + atMost.toNanos();
        boolean reviews = after.reviews().isEmpty() || studies.awaits(after, atMost);
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return (after.decks().isEmpty() || decks.awaits(after, left)) && reviews;
    }
}
