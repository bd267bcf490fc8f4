package dev.engram.kit.topic;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.events.topic.Topics;
import dev.engram.kit.log.KafkaLogSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at topics as the broker holds them.
 *
 * @param bootstrapServers {@code host:port}, several joined with commas
 * @param replicationFactor copies of each partition of a topic that is created, 1 or more
 */
public record TopicCheck(String bootstrapServers, short replicationFactor) {
    private static final int ANSWER_MILLIS = 5_000;

    /** What a look at a topic found. */
    public sealed interface TopicState {
        /** It keeps every event. */
        record Sound() implements TopicState {}

        /** It is not there, and this service does not create it. */
        record Absent() implements TopicState {}

        /** No broker answered. @param reason for the operator's log */
        record Unreachable(String reason) implements TopicState {}

        /** It could lose events or scatter them. */
        record Unsound(List<Violation> violations) implements TopicState {
            public Unsound {
                violations = List.copyOf(violations);
            }
        }
    }

    /** Looks at a topic that this service owns; creates it where it is not there. */
    public TopicState own(TopicDefinition topic) {
        return ask(admin -> {
            try {
                return state(admin, topic);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                create(admin, topic);
                // looked at with the next turn, when the broker knows it for certain
                return new TopicState.Absent();
            }
        });
    }

    /** Looks at a topic of another service. */
    public TopicState read(TopicDefinition topic) {
        return ask(admin -> state(admin, topic));
    }

    private void create(Admin admin, TopicDefinition topic) throws ExecutionException, InterruptedException {
        var fresh = new NewTopic(topic.name(), topic.partitions(), replicationFactor)
                .configs(Topics.settings(replicationFactor));
        try {
            admin.createTopics(List.of(fresh)).all().get();
        } catch (ExecutionException e) {
            // another instance was faster
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static TopicState state(Admin admin, TopicDefinition topic)
            throws ExecutionException, InterruptedException {
        var found =
                only(admin.describeTopics(List.of(topic.name())).allTopicNames().get());
        var violations = TopicRules.violations(
                topic, found.partitions().size(), smallestReplication(found), settings(admin, topic));
        return violations.isEmpty() ? new TopicState.Sound() : new TopicState.Unsound(violations);
    }

    private static int smallestReplication(TopicDescription found) {
        return found.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static Map<String, String> settings(Admin admin, TopicDefinition topic)
            throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var found = only(admin.describeConfigs(List.of(resource)).all().get());
        var settings = new HashMap<String, String>();
        found.entries().forEach(entry -> {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        });
        return settings;
    }

    private static <V> V only(Map<?, V> answers) {
        return answers.values().iterator().next();
    }

    private interface Question {
        TopicState ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private TopicState ask(Question question) {
        try (var admin = KafkaLogSettings.admin(bootstrapServers, "topic-check", ANSWER_MILLIS)) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? new TopicState.Absent()
                    : new TopicState.Unreachable(reason(e));
        } catch (KafkaException unresolvable) {
            return new TopicState.Unreachable(reason(unresolvable));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TopicState.Unreachable("stopped");
        }
    }

    /** The kind of failure: its message differs from attempt to attempt. */
    private static String reason(Exception failure) {
        var cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }
}
