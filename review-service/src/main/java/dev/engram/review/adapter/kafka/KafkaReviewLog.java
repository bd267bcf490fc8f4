package dev.engram.review.adapter.kafka;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.EventCodec;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.LogAppender;
import dev.engram.projections.Position;
import dev.engram.review.application.ReviewLog;
import java.util.List;

/** The topic of learner events, keyed by learner. */
public final class KafkaReviewLog implements ReviewLog {
    private final EventCodec<LearnerEvent> codec = LearnerEvents.codec();
    private final LogAppender appender;
    private final TopicDefinition topic;

    public KafkaReviewLog(LogAppender appender, TopicDefinition topic) {
        this.appender = appender;
        this.topic = topic;
    }

    /** All events of one learner go to one partition, so the last offset is a position for all of them. */
    @Override
    public Position append(List<? extends LearnerEvent> events) {
        var appended = appender.append(topic, events.stream().map(codec::encode).toList());
        long last = appended.stream().mapToLong(place -> place.offset()).max().orElseThrow();
        return Position.reviews(appended.getFirst().partition(), last);
    }
}
