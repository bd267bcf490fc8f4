package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import java.util.List;

class InMemoryLogTest extends LogAppenderConformance {
    private final InMemoryLog log = new InMemoryLog();

    @Override
    protected LogAppender log() {
        return log;
    }

    @Override
    protected TopicDefinition emptyTopic(int partitions) {
        return new TopicDefinition("topic", partitions);
    }

    @Override
    protected List<EncodedEvent> read(TopicDefinition topic, int partition) {
        return log.read(topic, partition);
    }
}
