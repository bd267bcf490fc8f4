package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.LogAppender;
import dev.engram.projections.Position;
import java.util.List;
import java.util.function.Supplier;

/**
 * The topic of learner events, keyed by learner. What it has acknowledged is recorded.
 *
 * @param topicId Kafka's id of the topic as it is now; throws where the log is damaged
 */
public record ReviewLog(LogAppender appender, TopicDefinition topic, Supplier<String> topicId) {

    /**
     * Appends events of one learner, in order; they all go to one partition.
     *
     * @param events at least one
     * @return where the last of them stands, once the log has acknowledged all of them
     * @throws RuntimeException of {@link LogAppender#append} if one of them was not acknowledged in time
     */
    public Position append(List<? extends LearnerEvent> events) {
        var encoded = events.stream().map(LearnerEvents.codec()::encode).toList();
        var appended = appender.append(topic, encoded);
        long last = appended.stream().mapToLong(Appended::offset).max().orElseThrow();
        // asked after the append: an id asked before could be that of a topic which is gone
        return Position.reviews(topicId.get(), appended.getFirst().partition(), last);
    }

    /** @throws RuntimeException if the log is damaged: what a projection holds need not be in it */
    void requireSound() {
        var _ = topicId.get();
    }
}
