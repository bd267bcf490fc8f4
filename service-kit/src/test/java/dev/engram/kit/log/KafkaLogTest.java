package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLogSettings.TimeLimits;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.TestInfra;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaLogTest extends LogAppenderConformance {
    private static KafkaLog log;

    @BeforeAll
    static void open() {
        log = new KafkaLog(new KafkaLogSettings(
                KafkaAccess.open(TestInfra.shared().kafkaBootstrap()),
                "kafka-log-test",
                8 << 20,
                TimeLimits.OF_REQUESTS.times(8)));
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @Override
    protected LogAppender log() {
        return log;
    }

    @Override
    protected TopicDefinition emptyTopic(int partitions) {
        return new TopicDefinition(TestInfra.shared().uniqueTopic("kit-log", partitions), partitions);
    }

    @Override
    protected List<EncodedEvent> read(TopicDefinition topic, int partition) {
        return TopicReader.read(TestInfra.shared().kafkaBootstrap(), topic, partition);
    }
}
