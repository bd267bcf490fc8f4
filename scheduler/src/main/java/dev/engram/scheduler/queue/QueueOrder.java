package dev.engram.scheduler.queue;

import dev.engram.events.StudyOptions.ReviewOrder;

/**
 * In which order the due reviews of a study day come. Since reviews are limited per day, it also decides which of them are left for
 * a later day. Cards in the steps always come by their due time, new cards in the order of their deck.
 */
public enum QueueOrder {
    /** The longest due first. */
    DUE,
    /** By study days since the last answer, relative to those that were planned: the most overdue first. */
    RELATIVE_OVERDUENESS,
    /** The least likely to be recalled first. */
    RETRIEVABILITY,
    /** In an order that a seed gives, the same for the same seed and cards. */
    RANDOM;

    /** The order that a plan names. */
    public static QueueOrder of(ReviewOrder order) {
        return switch (order) {
            case DUE -> DUE;
            case RELATIVE_OVERDUENESS -> RELATIVE_OVERDUENESS;
            case RETRIEVABILITY -> RETRIEVABILITY;
        };
    }
}
