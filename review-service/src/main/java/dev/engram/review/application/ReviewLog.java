package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.LogAppender;
import dev.engram.projections.Position;
import java.util.List;

/** The topic of learner events, keyed by learner. What it has acknowledged is recorded. */
public record ReviewLog(LogAppender appender, TopicDefinition topic) {

    /**
     * Appends events of one learner, in order; they all go to one partition.
     *
     * @param events at least one
     * @return where the last of them stands, once the log has acknowledged all of them
     * @throws RuntimeException of {@link LogAppender#append} if one of them was not acknowledged in time
     */
    Position append(List<? extends LearnerEvent> events) {
        var encoded = events.stream().map(LearnerEvents.codec()::encode).toList();
        var appended = appender.append(topic, encoded);
        long last = appended.stream().mapToLong(Appended::offset).max().orElseThrow();
        return Position.reviews(appended.getFirst().partition(), last);
    }
}
