package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.events.topic.Topics;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.util.List;

class InMemoryReviewLogTest extends ReviewLogConformance {
    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();
    private final ReviewLog log =
            new ReviewLog(new InMemoryLog(queries), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);

    @Override
    protected ReviewLog log() {
        return log;
    }

    @Override
    protected List<LearnerEvent> read() {
        return queries.events();
    }
}
