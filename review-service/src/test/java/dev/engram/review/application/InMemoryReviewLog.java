package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.projections.Position;
import java.util.ArrayList;
import java.util.List;

/** One partition in memory; away when told. */
final class InMemoryReviewLog implements ReviewLog {
    private final List<LearnerEvent> events = new ArrayList<>();
    private boolean away;

    @Override
    public Position append(List<? extends LearnerEvent> more) {
        if (away) {
            throw new LogUnavailableException("away");
        }
        events.addAll(more);
        return Position.reviews(0, events.size() - 1L);
    }

    List<LearnerEvent> events() {
        return List.copyOf(events);
    }

    void goAway() {
        away = true;
    }
}
