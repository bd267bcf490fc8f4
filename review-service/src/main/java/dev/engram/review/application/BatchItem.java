package dev.engram.review.application;

import dev.engram.events.ReviewRecorded;
import dev.engram.review.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** One item of a batch as it was read: a bad one does not affect the others. */
public sealed interface BatchItem {

    /** A well-formed review, with the time it was received, without flags and not yet admitted. */
    record Readable(ReviewRecorded review) implements BatchItem {}

    /**
     * An item that is no review.
     *
     * @param reviewId what the client gave as id, if it was text
     */
    record Unreadable(@Nullable String reviewId, Refusal refusal) implements BatchItem {}
}
