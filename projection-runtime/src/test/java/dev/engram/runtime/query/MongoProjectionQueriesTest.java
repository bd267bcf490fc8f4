package dev.engram.runtime.query;

import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import dev.engram.projections.query.ProjectionQueries;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoProjectionQueriesTest extends ProjectionQueriesConformance {
    private static RunningProjections running;

    @BeforeAll
    static void start() {
        running = new RunningProjections();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Override
    protected ProjectionQueries queries() {
        return running.queries();
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return running.append(events);
    }

    @Override
    protected Position appendDeck(List<? extends DeckEvent> events) {
        return running.appendDeck(events);
    }
}
