package dev.engram.runtime.reader;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import dev.engram.projections.feed.Mark;
import dev.engram.runtime.store.Stored;
import org.bson.conversions.Bson;

/** Selects documents by the turn that wrote them last. */
public final class WrittenAfter {
    private WrittenAfter() {}

    /** Those after a mark. @param card field of a document that holds the id of its card */
    public static Bson filter(Mark mark, String card) {
        var last = mark.card();
        var later = gt(Stored.TURN, mark.turn());
        return last == null ? later : or(later, and(eq(Stored.TURN, mark.turn()), gt(card, last.value())));
    }
}
