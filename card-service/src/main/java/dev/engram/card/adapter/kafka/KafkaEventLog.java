package dev.engram.card.adapter.kafka;

import dev.engram.card.application.EventLog;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.LogAppender;
import java.util.List;

/**
 * Publishes to the topic of deck events. One event at a time: of several in flight, a later one can reach the log
 * although an earlier one timed out, and the catalogues stop at such a gap.
 */
public final class KafkaEventLog implements EventLog {

    private final LogAppender log;
    private final TopicDefinition topic;

    public KafkaEventLog(LogAppender log, TopicDefinition topic) {
        this.log = log;
        this.topic = topic;
    }

    @Override
    public void publish(EncodedEvent event) {
        log.append(topic, List.of(event));
    }
}
