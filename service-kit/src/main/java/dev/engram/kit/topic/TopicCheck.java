package dev.engram.kit.topic;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.log.TopicAdmin;
import dev.engram.runtime.log.TopicSnapshot;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Looks at topics as the broker holds them.
 *
 * @param kafka where the broker is, and as whom it is asked
 * @param replicationFactor copies of each partition of a topic that is created, 1 or more
 */
public record TopicCheck(KafkaAccess kafka, short replicationFactor) {
    private static final int ANSWER_MILLIS = 5_000;

    /** What a look at a topic found. */
    public sealed interface TopicState {
        /** It keeps every event. */
        record Sound() implements TopicState {}

        /** It is not there, and this service does not create it. */
        record Absent() implements TopicState {}

        /** No broker answered. @param reason for the operator's log */
        record Unreachable(String reason) implements TopicState {}

        /** The broker answered, and does not let this service look at it or create it. */
        record Refused(String reason, String remedy) implements TopicState {}

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
            var found = state(admin, topic);
            if (found instanceof TopicState.Absent) {
                // looked at with the next turn, when the broker knows it for certain
                TopicAdmin.create(admin, topic, replicationFactor);
            }
            return found;
        });
    }

    /** Looks at a topic of another service. */
    public TopicState read(TopicDefinition topic) {
        return ask(admin -> state(admin, topic));
    }

    private static TopicState state(Admin admin, TopicDefinition topic) {
        return TopicAdmin.find(admin, topic)
                .map(TopicSnapshot::violations)
                .<TopicState>map(violations ->
                        violations.isEmpty() ? new TopicState.Sound() : new TopicState.Unsound(violations))
                .orElseGet(TopicState.Absent::new);
    }

    private TopicState ask(Function<Admin, TopicState> question) {
        try (var admin = KafkaLogSettings.admin(kafka, "topic-check", ANSWER_MILLIS)) {
            return question.apply(admin);
        } catch (LogUnreachableException | KafkaException unreachable) {
            var cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
            return state(cause);
        }
    }

    private TopicState state(Throwable cause) {
        // the kind of failure: its message differs from attempt to attempt
        var kind = cause.getClass().getSimpleName();
        return kafka.refusal(cause)
                .<TopicState>map(refusal -> new TopicState.Refused(refusal.reason(), refusal.remedy()))
                .orElseGet(() -> cause instanceof ApiException && !(cause instanceof RetriableException)
                        ? new TopicState.Refused(
                                "the broker at %s refuses: %s".formatted(kafka.bootstrapServers(), kind),
                                "look at engram.topics.replication-factor and at the broker's log")
                        : new TopicState.Unreachable(kind));
    }
}
