package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tests may do to a broker of their own, on whatever {@code -Dinfra} chose. */
class OwnBrokerTest {
    private static OwnBroker broker;

    @BeforeAll
    static void start() {
        broker = OwnBroker.start();
    }

    @AfterEach
    void comeBack() {
        if (!broker.isAlive()) {
            broker.startAgain();
        }
    }

    @AfterAll
    static void close() {
        broker.close();
        assertThat(broker.isAlive()).isFalse();
    }

    @Test
    void shouldKeepAcknowledgedRecordsWhenItIsKilled() throws Exception {
        // given
        var topic = broker.topics().unique("facts", 1);
        var sent = send(topic, 100);
        // when
        broker.kill();
        assertThat(broker.isAlive()).isFalse();
        broker.startAgain();
        // then
        assertThat(readAll(topic, sent.size())).isEqualTo(sent);
        assertThatThrownBy(broker::startAgain).hasMessage("the server is running: stop or kill it first");
    }

    @Test
    void shouldTakeWhatIsSentWhilePausedWhenItGoesOn() throws Exception {
        // given
        var topic = broker.topics().unique("paused", 1);
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(topic, "before")).get();
            // when
            broker.pause();
            var meanwhile = producer.send(new ProducerRecord<>(topic, "meanwhile"));
            // then
            assertThatThrownBy(() -> meanwhile.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(broker.isAlive()).isTrue();
            // when
            broker.resume();
            // then
            meanwhile.get();
        }
        assertThat(readAll(topic, 2)).containsExactly("before", "meanwhile");
    }

    @Test
    void shouldLoseTheTailOfATruncatedSegment() throws Exception {
        // given
        var topic = broker.topics().unique("cut", 1);
        send(topic, 2);
        long size = broker.segmentSize(topic, 0);
        send(topic, 3);
        assertThat(broker.segmentSize(topic, 0)).isGreaterThan(size);
        assertThatThrownBy(() -> broker.truncateSegment(topic, 0, size))
                .hasMessageStartingWith("the broker is running");
        // when
        broker.stop();
        broker.truncateSegment(topic, 0, size);
        broker.startAgain();
        // then
        assertThat(broker.segmentSize(topic, 0)).isEqualTo(size);
        try (var producer = producer()) {
            assertThat(producer.send(new ProducerRecord<>(topic, "next")).get().offset())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldShowWhyItDidNotStart() {
        assertThatThrownBy(() -> OwnBroker.start(Map.of("process.roles", "spectator")))
                .hasStackTraceContaining("spectator");
    }

    private static KafkaProducer<String, String> producer() {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static List<String> send(String topic, int count) throws Exception {
        var values = new ArrayList<String>();
        try (var producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i)).get();
                values.add("value " + i);
            }
        }
        return values;
    }

    private static List<String> readAll(String topic, int count) {
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
