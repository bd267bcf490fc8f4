package dev.engram.runtime.runner;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka clients of a projection and their settings. */
final class KafkaClients {

    private KafkaClients() {}

    static Consumer<byte[], byte[]> consumer(ProjectionSettings settings, String projection, int generation) {
        var group = "%s.%s.g%d".formatted(settings.service(), projection, generation);
        Map<String, Object> config = settings.kafka().settings();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // a lost process is replaced in 10 s; one with a stable name is back as soon as it is started again
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        if (settings.instance() != null) {
            config.put(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    "%s-%s-%s".formatted(settings.service(), projection, settings.instance()));
        }
        // the checkpoint says where to read; a log without that offset must be noticed, not skipped
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(settings.maxEvents(), 1_000));
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        // a poll returns records of one fetch: less than a batch may have would make batches smaller
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.clamp(settings.maxBytes(), 1 << 20, 8 << 20));
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.putAll(settings.consumer());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
