package dev.engram.review.application;

import dev.engram.events.CardEvent;
import dev.engram.review.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** One item of a batch as it was read: a bad one does not affect the others. */
public sealed interface BatchItem {

    /** A well-formed event, with the time it was received, without flags and not yet admitted. */
    record Readable(CardEvent event) implements BatchItem {}

    /**
     * An item that cannot be read.
     *
     * @param id what the client gave as id, if it was text
     */
    record Unreadable(@Nullable String id, Refusal refusal) implements BatchItem {}
}
