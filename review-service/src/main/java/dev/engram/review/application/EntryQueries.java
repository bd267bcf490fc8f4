package dev.engram.review.application;

import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.util.Optional;
import java.util.function.Function;

/**
 * The projections as they are asked while something waits to be recorded, which does not depend on the answer.
 *
 * @param queries within a time that a learner can wait
 * @param store guards {@code queries}
 */
public record EntryQueries(ProjectionQueries queries, CircuitBreaker store) {

    /** The answer; empty if the database does not give one in time. */
    <T> Optional<T> ask(Function<ReadScope, T> question) {
        return store.ask(() -> queries.within(question));
    }
}
