package dev.engram.maintenance.cluster;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.log.TopicAdmin;
import dev.engram.runtime.log.TopicSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Looks at the topics of a broker, creates those that are not there and corrects their settings. */
public final class LogTopics implements AutoCloseable {

    private static final int ANSWER_MILLIS = 15_000;

    private final KafkaAccess kafka;
    private final Admin admin;

    /** @throws IOException if no name of a broker leads anywhere */
    public LogTopics(KafkaAccess kafka) throws IOException {
        this.kafka = kafka;
        try {
            var settings = kafka.settings();
            settings.putAll(Map.of(
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    "engram-maintenance",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    ANSWER_MILLIS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    ANSWER_MILLIS,
                    AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                    false));
            this.admin = Admin.create(settings);
        } catch (KafkaException unresolvable) {
            throw new IOException("no broker can be found at " + kafka.bootstrapServers(), unresolvable);
        }
    }

    /**
     * The topic as it is now; empty if there is none of this name.
     *
     * @throws RefusedException if events written to it would be lost again
     */
    public Optional<LogTopic> find(TopicDefinition topic) throws IOException {
        var found = look(topic);
        if (found.isPresent()) {
            refuse(found.get().violations());
        }
        return found.map(snapshot -> new LogTopic(topic, snapshot));
    }

    /** What the broker says of a topic, also of one that could lose events; empty if there is none of this name. */
    public Optional<TopicSnapshot> look(TopicDefinition topic) throws IOException {
        try {
            return TopicAdmin.find(admin, topic);
        } catch (LogUnreachableException failed) {
            throw failure(failed);
        }
    }

    private static void refuse(List<Violation> violations) throws RefusedException {
        if (!violations.isEmpty()) {
            throw new RefusedException(violations.stream()
                    .map(wrong -> "topic %s could lose events again: %s is %s, must be %s (%s)"
                            .formatted(wrong.topic(), wrong.setting(), wrong.found(), wrong.needed(), wrong.reason()))
                    .collect(Collectors.joining("\n", "", "\nFix it first: ./engram topic repair")));
        }
    }

    /** The topic as it is now; where there is none, it is created and returned empty. */
    public LogTopic findOrCreate(TopicDefinition topic, short replicationFactor)
            throws IOException, InterruptedException {
        var found = find(topic);
        if (found.isPresent()) {
            return found.get();
        }
        try {
            TopicAdmin.create(admin, topic, replicationFactor);
        } catch (LogUnreachableException failed) {
            throw failure(failed);
        }
        // a broker may take a moment to know what another one has created
        for (int tries = 0; tries < 50; tries++) {
            found = find(topic);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new IOException("topic " + topic.name() + " was created but the broker does not show it; try again");
    }

    /** The version of the protocol that the brokers have agreed on, which is what Kafka tells of its version. */
    public String version() throws IOException, InterruptedException {
        try {
            var level = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get("metadata.version");
            return "metadata.version " + (level == null ? "unknown" : level.maxVersionLevel());
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /**
     * When the newest record of a topic was appended; empty for one without records.
     *
     * @param found of this topic: the broker does not answer for partitions that it does not have
     */
    public Optional<Instant> newest(TopicDefinition topic, TopicSnapshot found)
            throws IOException, InterruptedException {
        var newest = IntStream.range(0, found.ends().size())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.maxTimestamp()));
        try {
            return admin.listOffsets(newest).all().get().values().stream()
                    .filter(record -> record.offset() >= 0)
                    .map(record -> Instant.ofEpochMilli(record.timestamp()))
                    .max(Comparator.naturalOrder());
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /** Gives settings the values that they need, as far as a setting of a topic can. Events in the topic stay. */
    public void correct(List<Violation> violations) throws IOException, InterruptedException {
        var changes = violations.stream()
                .filter(Violation::isCorrectable)
                .collect(Collectors.groupingBy(
                        wrong -> new ConfigResource(ConfigResource.Type.TOPIC, wrong.topic()),
                        Collectors.mapping(
                                wrong -> new AlterConfigOp(
                                        new ConfigEntry(wrong.setting(), wrong.needed()), AlterConfigOp.OpType.SET),
                                Collectors.<AlterConfigOp, Collection<AlterConfigOp>>toCollection(ArrayList::new))));
        try {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    private IOException failure(Exception failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        return new IOException(
                kafka.refusal(cause)
                        .map(refusal -> refusal.reason() + "; remedy: " + refusal.remedy())
                        .orElseGet(() -> "the broker at %s does not answer as it should: %s"
                                .formatted(kafka.bootstrapServers(), cause)),
                failed);
    }

    @Override
    public void close() {
        admin.close();
    }
}
