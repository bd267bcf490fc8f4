package dev.engram.runtime.query;

import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import dev.engram.projections.query.ProjectionQueries;
import java.util.List;

class InMemoryProjectionQueriesTest extends ProjectionQueriesConformance {
    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();

    @Override
    protected ProjectionQueries queries() {
        return queries;
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return queries.append(events);
    }

    @Override
    protected Position appendDeck(List<? extends DeckEvent> events) {
        return queries.appendDeck(events);
    }
}
