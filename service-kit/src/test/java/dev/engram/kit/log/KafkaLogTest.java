package dev.engram.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLogSettings.TimeLimits;
import dev.engram.kit.logging.RequestId;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

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

    @Test
    void shouldWriteTheRequestBesideTheEvent() {
        // given
        var topic = emptyTopic(1);
        var event = new EncodedEvent("key", Map.of("ce_type", "test.v1"), "{}".getBytes(StandardCharsets.UTF_8));
        // when
        MDC.put(RequestId.KEY, "01890a5d-ac96-774b-bcce-b302099a8057");
        try {
            log.append(topic, List.of(event));
        } finally {
            MDC.remove(RequestId.KEY);
        }
        // then
        var written = read(topic, 0).getFirst();
        assertThat(written.headers())
                .containsAllEntriesOf(event.headers())
                .containsEntry("ce_requestid", "01890a5d-ac96-774b-bcce-b302099a8057")
                .hasSize(event.headers().size() + 1);
        assertThat(written.value()).isEqualTo(event.value());
        assertThat(event.headers()).doesNotContainKey("ce_requestid");
    }
}
