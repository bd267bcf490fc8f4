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

/** One partition in memory, folded by {@link InMemoryProjectionQueries}; unavailable or not yet folded when a test says so. */
public final class InMemoryLog implements LogAppender {
    private final InMemoryProjectionQueries queries;
    private final List<LearnerEvent> unfolded = new ArrayList<>();
    private boolean away;
    private boolean lags;

    public InMemoryLog(InMemoryProjectionQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        if (away) {
            throw new LogUnavailableException("away");
        }
        var appended = new ArrayList<Appended>();
        for (var event : events) {
            unfolded.add(decoded(event));
            appended.add(new Appended(0, queries.events().size() + unfolded.size() - 1L));
        }
        if (!lags) {
            catchUp();
        }
        return appended;
    }

    private static LearnerEvent decoded(EncodedEvent event) {
        return switch (LearnerEvents.codec().decode(event.headers(), event.value())) {
            case Decoded.Event<LearnerEvent>(var decoded) -> decoded;
            case Decoded.Undecodable<LearnerEvent> bad -> throw new AssertionError(bad);
        };
    }

    /** What is appended from now on is not folded. */
    public void lag() {
        lags = true;
    }

    /** All is folded, and what is appended from now on too. */
    public void catchUp() {
        lags = false;
        queries.append(unfolded);
        unfolded.clear();
    }

    void goAway() {
        away = true;
    }
}
