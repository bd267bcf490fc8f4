package dev.engram.analytics.application;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import java.util.List;

class InMemoryLearnersTest extends LearnersConformance {

    private final InMemoryLearners learners = new InMemoryLearners();

    @Override
    protected Learners learners() {
        return learners;
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return learners.append(events);
    }
}
