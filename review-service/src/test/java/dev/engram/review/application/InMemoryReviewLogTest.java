package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import java.util.List;

class InMemoryReviewLogTest extends ReviewLogConformance {
    private final InMemoryReviewLog log = new InMemoryReviewLog();

    @Override
    protected ReviewLog log() {
        return log;
    }

    @Override
    protected List<LearnerEvent> read() {
        return log.events();
    }
}
