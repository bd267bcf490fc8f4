package dev.engram.runtime.query;

import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.testing.SuiteCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A suite that passes where nothing is kept proves nothing. */
class ProjectionQueriesSuiteTest {

    @Test
    void shouldFailEveryTestWhereNothingIsKept() {
        SuiteCheck.assertEveryTestFails(NoOpQueries.class);
    }

    /** Claims to have caught up with everything, and has kept nothing. */
    static class NoOpQueries extends ProjectionQueriesConformance implements ProjectionQueries {
        private final InMemoryProjectionQueries empty = new InMemoryProjectionQueries();

        @Override
        public <T> T within(Function<ReadScope, T> question) {
            return empty.within(question);
        }

        @Override
        public CatchUpResult await(Position after, Duration atMost) {
            return new CatchUpResult(true, false);
        }

        @Override
        protected ProjectionQueries queries() {
            return this;
        }

        @Override
        protected Position append(List<? extends LearnerEvent> events) {
            return Position.reviews("topic", 0, 0);
        }

        @Override
        protected Position appendDeck(List<? extends DeckEvent> events) {
            return Position.deck(
                    events.getLast().stamp().deckId(), events.getLast().stamp().version());
        }
    }
}
