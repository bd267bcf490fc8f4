package dev.engram.projections.feed;

import dev.engram.projections.query.ReadScope;
import java.util.function.Function;

/** What has changed in the projections of a service. Safe for use by many threads. */
public interface ChangeQueries {

    /** As {@code ProjectionQueries.within}: everything that {@code question} reads is of one moment. */
    <T> T within(Function<ChangeScope, T> question);

    /** The projections at one moment, and when what they hold was written last. Used by one thread. */
    record ChangeScope(ReadScope reading, LearnerChanges learners, DeckChanges decks) {}
}
