package dev.engram.review.application;

import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
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
    CatchUpResult passed(Position after) {
        if (after.isNone()) {
            return new CatchUpResult(true, false);
        }
        long end = System.nanoTime() + atMost.toNanos();
        var reviews = after.reviews().isEmpty() ? new CatchUpResult(true, false) : studies.awaits(after, atMost);
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        boolean versions = after.decks().isEmpty() || decks.awaits(after, left);
        return new CatchUpResult(reviews.caughtUp() && versions, reviews.parked());
    }
}
