package dev.engram.runtime.log;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules;
import dev.engram.events.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Looks at a topic of a broker, and creates one. All methods throw {@link LogUnreachableException} if it does not answer. */
public final class TopicAdmin {

    /** Longest wait for one answer. */
    static final int WAIT_SECONDS = 6;

    private TopicAdmin() {}

    /**
     * What the broker says of a topic now.
     *
     * @throws LogUnreachableException also if there is no such topic
     */
    public static TopicSnapshot look(Admin admin, TopicDefinition topic) {
        var description = describe(admin, topic, WAIT_SECONDS);
        int partitions = description.partitions().size();
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var settings = new HashMap<String, String>();
        waitFor(admin.describeConfigs(List.of(resource)).all(), WAIT_SECONDS)
                .values()
                .forEach(found -> found.entries().forEach(entry -> {
                    if (entry.value() != null) {
                        settings.put(entry.name(), entry.value());
                    }
                }));
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicSnapshot(
                description.topicId().toString(),
                offsets(admin, topic.name(), partitions, OffsetSpec.earliest()),
                offsets(admin, topic.name(), partitions, OffsetSpec.latest()),
                TopicRules.violations(topic, partitions, replicas, settings));
    }

    /** As {@link #look}; empty if there is no such topic. */
    public static Optional<TopicSnapshot> find(Admin admin, TopicDefinition topic) {
        try {
            return Optional.of(look(admin, topic));
        } catch (LogUnreachableException failure) {
            if (failure.isTopicUnknown()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * Creates a topic with the settings that keep every event; harmless if another process was faster. The broker may take a
     * moment to show it.
     */
    public static void create(Admin admin, TopicDefinition topic, short replicationFactor) {
        var fresh = new NewTopic(topic.name(), topic.partitions(), replicationFactor)
                .configs(Topics.settings(replicationFactor));
        try {
            waitFor(admin.createTopics(List.of(fresh)).all().thenApply(_ -> topic), WAIT_SECONDS);
        } catch (LogUnreachableException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    static TopicDescription describe(Admin admin, TopicDefinition topic, int waitSeconds) {
        var found = waitFor(admin.describeTopics(List.of(topic.name())).allTopicNames(), waitSeconds)
                .get(topic.name());
        if (found == null) {
            throw new IllegalStateException("the broker did not describe topic " + topic.name());
        }
        return found;
    }

    private static List<Long> offsets(Admin admin, String topic, int partitions, OffsetSpec which) {
        var all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        var answer = admin.listOffsets(all.stream().collect(Collectors.toMap(partition -> partition, _ -> which)));
        return all.stream()
                .map(partition ->
                        waitFor(answer.partitionResult(partition), WAIT_SECONDS).offset())
                .toList();
    }

    private static <T> T waitFor(KafkaFuture<T> answer, int seconds) {
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new LogUnreachableException(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException away) {
            throw new LogUnreachableException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnreachableException(interrupted);
        }
    }
}
