package dev.engram.review.application;

import dev.engram.kit.log.Position;
import dev.engram.kit.projection.Reached;
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

    /** Whether everything that {@code after} names has been passed, after waiting for it, and all of it was applied. */
    Reached passed(Position after) {
        if (after.isNone()) {
            return new Reached(true, false);
        }
        long end = System.nanoTime() + atMost.toNanos();
        var reviews = after.reviews().isEmpty() ? new Reached(true, false) : studies.awaits(after, atMost);
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        boolean versions = after.decks().isEmpty() || decks.awaits(after, left);
        return new Reached(reviews.caughtUp() && versions, reviews.parked());
    }
}
