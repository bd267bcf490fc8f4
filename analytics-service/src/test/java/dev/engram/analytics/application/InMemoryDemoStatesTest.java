package dev.engram.analytics.application;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.util.List;

class InMemoryDemoStatesTest extends DemoStatesConformance {

    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();

    @Override
    protected ProjectionQueries queries() {
        return queries;
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return queries.append(events);
    }
}
