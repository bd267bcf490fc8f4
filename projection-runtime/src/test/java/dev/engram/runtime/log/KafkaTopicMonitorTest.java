package dev.engram.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.LogDamage.Reason;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaTopicMonitorTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TestInfra infra = TestInfra.shared();
    private final String bootstrap = infra.kafkaBootstrap();
    private final TopicDefinition topic = new TopicDefinition(infra.uniqueTopic("monitor", 2), 2);
    private final MongoClient client = MongoConnections.create(infra.mongoUri(), "monitor", Duration.ofSeconds(10), 2);
    private final LogIdentities identities = new LogIdentities(client.getDatabase(infra.uniqueDatabase("monitor")));
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    private final KafkaTopicMonitor monitor = monitor();

    private KafkaTopicMonitor monitor() {
        return new KafkaTopicMonitor(KafkaAccess.open(bootstrap), "test", topic, identities, InstantSource.system());
    }

    @AfterEach
    void close() {
        monitor.close();
        admin.close();
        client.close();
    }

    @Test
    void shouldFindATopicWellThatGrows() throws Exception {
        append(3);
        monitor.check();
        append(2);
        monitor.check();
        assertThat(monitor.damage()).isNull();
        assertThat(identities.read(topic.name()).orElseThrow().ends()).containsExactly(5L, 0L);
        assertThat(monitor.verifiedStart().offsets()).containsExactly(0L, 0L);
    }

    @Test
    void shouldFindSettingsThatLoseRecordsAndTheirCorrection() throws Exception {
        // given
        monitor.watch(Duration.ofMillis(200));
        assertThat(monitor.damage()).isNull();
        // when
        set("retention.ms", "60000");
        // then
        await().atMost(LONGEST).until(() -> reason(monitor) == Reason.SETTINGS);
        assertThat(monitor.damage().detail()).contains("retention.ms is 60000, must be -1");
        assertThat(monitor.damage().remedy()).contains("./engram topic repair");
        // and when
        set("retention.ms", "-1");
        // then
        await().atMost(LONGEST).until(() -> monitor.damage() == null);
    }

    @Test
    void shouldRememberThatFirstRecordsWereDeletedUntilTheLogIsRestored() throws Exception {
        // given
        append(5);
        monitor.check();
        // when
        admin.deleteRecords(Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(3)))
                .all()
                .get();
        monitor.check();
        // then
        assertThat(reason(monitor)).isEqualTo(Reason.START_MOVED);
        assertThat(monitor.damage().detail()).contains("partition 0", "begins at offset 3");
        try (var later = monitor()) {
            later.check();
            assertThat(reason(later)).isEqualTo(Reason.START_MOVED);
            assertThatExceptionOfType(ProjectionStoppedException.class).isThrownBy(later::verifiedStart);
        }
        // and when
        identities.adopt(topic.name(), TopicAdmin.look(admin, topic), java.time.Instant.now());
        // then
        assertThat(monitor.verifiedStart().offsets()).containsExactly(3L, 0L);
        assertThat(monitor.damage()).isNull();
    }

    @Test
    void shouldFindAStartAboveZeroAlsoOfATopicThatItNeverSaw() throws Exception {
        append(5);
        admin.deleteRecords(Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        monitor.check();
        assertThat(reason(monitor)).isEqualTo(Reason.START_MOVED);
    }

    @Test
    void shouldFindThatLastRecordsAreGone() throws Exception {
        // given a log that had been seen two records longer than it is
        append(3);
        monitor.check();
        identities.raiseEnds(identities.read(topic.name()).orElseThrow(), List.of(5L, 0L));
        // when
        monitor.check();
        // then
        assertThat(reason(monitor)).isEqualTo(Reason.END_LOST);
        assertThat(monitor.damage().detail()).contains("ends at offset 3 and had reached 5");
    }

    @Test
    void shouldFindATopicThatWasDeletedAndThenCreatedAgain() throws Exception {
        // given
        append(3);
        monitor.check();
        // when
        infra.topics().delete(topic.name());
        // then
        await().atMost(LONGEST).until(() -> {
            try {
                monitor.check();
                return false;
            } catch (LogUnreachableException missing) {
                return reason(monitor) == Reason.MISSING;
            }
        });
        // and when
        infra.topics().create(topic.name(), topic.partitions());
        // then, with the next question for the id
        await().atMost(LONGEST).ignoreExceptions().until(() -> monitor.topicId() != null);
        assertThat(reason(monitor)).isEqualTo(Reason.REPLACED);
    }

    @Test
    void shouldRememberALossThatOnlyAReaderHasNoticed() throws Exception {
        append(1);
        var loss = new LogDamage(Reason.RECORDS_LOST, "partition 0 has lost records", java.time.Instant.EPOCH);
        monitor.report(loss);
        monitor.check();
        assertThat(monitor.damage()).isEqualTo(loss);
    }

    private static @Nullable Reason reason(KafkaTopicMonitor monitor) {
        var damage = monitor.damage();
        return damage == null ? null : damage.reason();
    }

    private void append(int records) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic.name(), 0, null, new byte[] {1}))
                        .get();
            }
        }
    }

    private void set(String setting, String value) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
