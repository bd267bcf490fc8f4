package dev.engram.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/** Creates and deletes topics of a broker. */
public final class TestTopics {
    /** What a topic of facts needs: nothing is ever deleted. */
    private static final Map<String, String> KEEP_EVERYTHING =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    private static final Duration UNTIL_BROKER_IS_BACK = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Map<String, Object> client;

    /** Of a broker that asks for no user. */
    public TestTopics(String bootstrap) {
        this(Map.of("bootstrap.servers", bootstrap));
    }

    /** @param client settings of a client of the broker */
    public TestTopics(Map<String, Object> client) {
        this.client = Map.copyOf(client);
    }

    /** Creates a topic that keeps everything. */
    public void create(String name, int partitions) {
        create(name, partitions, Map.of());
    }

    /** @param settings topic settings that replace those that keep everything */
    public void create(String name, int partitions, Map<String, String> settings) {
        var all = new HashMap<>(KEEP_EVERYTHING);
        all.putAll(settings);
        var topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(all);
        long deadline = System.nanoTime() + UNTIL_BROKER_IS_BACK.toNanos();
        while (true) {
            try {
                var _ = ask(admin -> admin.createTopics(List.of(topic)).all().thenApply(_ -> name));
                return;
            } catch (IllegalStateException refused) {
                // a broker whose heartbeats were late is fenced, and holds no new topic until the next one
                if (!(refused.getCause() instanceof InvalidReplicationFactorException)
                        || System.nanoTime() > deadline) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Creates a topic that keeps everything, with a unique name. */
    public String unique(String prefix, int partitions) {
        return unique(prefix, partitions, Map.of());
    }

    /** Creates a topic with a unique name. */
    public String unique(String prefix, int partitions, Map<String, String> settings) {
        var name = uniqueName(prefix);
        create(name, partitions, settings);
        return name;
    }

    /** Deletes a topic and everything in it. */
    public void delete(String name) {
        var _ = ask(admin -> admin.deleteTopics(List.of(name)).all().thenApply(_ -> name));
    }

    /** Kafka's id of a topic. */
    public String id(String name) {
        var found = ask(admin -> admin.describeTopics(List.of(name)).allTopicNames());
        return found.values().iterator().next().topicId().toString();
    }

    static String uniqueName(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        try (var admin = Admin.create(client)) {
            return question.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
