package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import java.util.List;

class FoldedStudiesTest extends StudiesConformance {
    private final InMemoryReviewLog log = new InMemoryReviewLog();
    private final FoldedStudies studies = new FoldedStudies(log::events);

    @Override
    protected Studies studies() {
        return studies;
    }

    @Override
    protected RecordedHistory history() {
        return studies;
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return log.append(events);
    }
}
