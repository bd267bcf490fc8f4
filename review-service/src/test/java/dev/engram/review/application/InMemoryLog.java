package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.util.ArrayList;
import java.util.List;

/** One partition in memory, folded by {@link InMemoryProjectionQueries}; unavailable when a test says so. */
final class InMemoryLog implements LogAppender {
    private final InMemoryProjectionQueries queries;
    private boolean away;

    InMemoryLog(InMemoryProjectionQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        if (away) {
            throw new LogUnavailableException("away");
        }
        var appended = new ArrayList<Appended>();
        for (var event : events) {
            var last = queries.append(List.of(decoded(event)));
            appended.add(new Appended(0, last.reviews().firstEntry().getValue()));
        }
        return appended;
    }

    private static LearnerEvent decoded(EncodedEvent event) {
        return switch (LearnerEvents.codec().decode(event.headers(), event.value())) {
            case Decoded.Event<LearnerEvent>(var decoded) -> decoded;
            case Decoded.Undecodable<LearnerEvent> bad -> throw new AssertionError(bad);
        };
    }

    void goAway() {
        away = true;
    }
}
