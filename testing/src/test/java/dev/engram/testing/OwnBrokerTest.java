package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class OwnBrokerTest {
    @Test
    void shouldKeepAcknowledgedRecordsWhenItIsKilled() throws Exception {
        try (var broker = OwnBroker.start()) {
            // given
            var topic = broker.topics().unique("facts", 1);
            var sent = send(broker, topic, 100);
            // when
            broker.kill();
            assertThat(broker.isAlive()).isFalse();
            broker.startAgain();
            // then
            assertThat(readAll(broker, topic, sent.size())).isEqualTo(sent);
        }
    }

    private static List<String> send(OwnBroker broker, String topic, int count) throws Exception {
        var values = new ArrayList<String>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i)).get();
                values.add("value " + i);
            }
        }
        return values;
    }

    private static List<String> readAll(OwnBroker broker, String topic, int count) {
        var values = new ArrayList<String>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int poll = 0; poll < 50 && values.size() < count; poll++) {
                consumer.poll(Duration.ofMillis(200)).forEach(fact -> values.add(fact.value()));
            }
        }
        return values;
    }
}
