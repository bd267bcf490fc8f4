package dev.engram.projections.feed;

import dev.engram.events.CardId;
import org.jspecify.annotations.Nullable;

/**
 * How far the documents of one partition have been told, in the order of the turns that wrote them last.
 *
 * @param turn all documents of earlier turns have been told
 * @param card of this turn those up to this card; null: all of them
 */
public record Mark(long turn, @Nullable CardId card) {

    /** Nothing has been told: the first turn is 1. */
    public static final Mark START = new Mark(0, null);

    /** All documents of a turn and of those before. */
    public static Mark all(long turn) {
        return new Mark(turn, null);
    }

    /** Whether something that was written last in {@code written} may not have been told. */
    public boolean isBefore(long written) {
        return card == null ? turn < written : turn <= written;
    }
}
