package dev.engram.cli.stack;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far projections are behind the log, by the offsets that they commit for this purpose. The checkpoints in
 * MongoDB may be a little further.
 */
public final class ProjectionLag {
    private static final int TIMEOUT_SECONDS = 5;

    private ProjectionLag() {}

    /**
     * Events not yet applied, by consumer group ({@code <service>.<projection>.g<generation>}), in the order of the names.
     *
     * @throws TimeoutException if the broker does not answer within five seconds
     */
    public static Map<String, Long> byGroup(String bootstrap) throws TimeoutException, InterruptedException {
        int millis = TIMEOUT_SECONDS * 1000;
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis))) {
            var groups = admin.listGroups().all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .toList();
            Map<String, Long> lag = new TreeMap<>();
            for (String group : groups) {
                lag.put(group, lag(admin, group));
            }
            return lag;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused to list offsets", e.getCause());
        }
    }

    private static long lag(Admin admin, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group)
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        committed.values().removeIf(Objects::isNull); // assigned, but nothing applied yet
        var ends = admin.listOffsets(latest(committed.keySet())).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue().offset()
                        - Objects.requireNonNull(committed.get(end.getKey())).offset())
                .map(behind -> Math.max(0, behind))
                .sum();
    }

    private static Map<TopicPartition, OffsetSpec> latest(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        return asked;
    }
}
