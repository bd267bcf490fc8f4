package dev.engram.projections.query;

import dev.engram.projections.Position;
import java.time.Duration;
import java.util.function.Function;

/** The projections of a service, as its use cases read them. Safe for use by many threads. */
public interface ProjectionQueries {

    /**
     * Asks within one read scope: everything that {@code question} reads is of one moment. It may be called again, so it
     * changes nothing outside itself.
     *
     * @throws RuntimeException if the store does not answer in time, or a projection cannot be read yet
     */
    <T> T within(Function<ReadScope, T> question);

    /** Waits, at most {@code atMost}, until the projections have passed all that {@code after} names. */
    CatchUpResult await(Position after, Duration atMost);
}
