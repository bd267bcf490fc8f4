package dev.engram.events.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which settings of a topic could lose events or move learners. A service refuses to run on such a topic. */
public final class TopicRules {

    private TopicRules() {}

    /** @param setting as Kafka names it, or {@code partitions} */
    public record Violation(String topic, String setting, String found, String needed, String reason, String mend) {

        @Override
        public String toString() {
            return "topic %s: %s is %s, must be %s: %s; mend: %s"
                    .formatted(topic, setting, found, needed, reason, mend);
        }
    }

    /**
     * @param partitions number of partitions found
     * @param replicationFactor smallest number of replicas of a partition found
     * @param settings effective settings of the topic, as Kafka names them; an absent one breaks its rule
     * @return all that is wrong, empty for a topic that keeps every event
     */
    public static List<Violation> violations(
            TopicDefinition topic, int partitions, int replicationFactor, Map<String, String> settings) {
        var found = new ArrayList<Violation>();
        if (partitions != topic.partitions()) {
            found.add(new Violation(
                    topic.name(),
                    "partitions",
                    String.valueOf(partitions),
                    String.valueOf(topic.partitions()),
                    "another count sends a key to another partition, and its history would be torn apart",
                    "create the topic anew with this count and copy the events by key"));
        }
        check(
                found,
                topic,
                settings,
                "cleanup.policy",
                "delete",
                "compaction removes all but the newest event of a key");
        check(found, topic, settings, "retention.ms", "-1", "events older than this are deleted");
        check(found, topic, settings, "retention.bytes", "-1", "the oldest events beyond this size are deleted");
        if (replicationFactor >= 3) {
            check(
                    found,
                    topic,
                    settings,
                    "unclean.leader.election.enable",
                    "false",
                    "a replica that lags could become leader, and acknowledged events would be gone");
            if (parse(settings.get("min.insync.replicas")) < 2) {
                found.add(violation(
                        topic,
                        settings,
                        "min.insync.replicas",
                        "2",
                        "an event on one replica only would count as acknowledged"));
            }
        }
        return List.copyOf(found);
    }

    private static void check(
            List<Violation> found,
            TopicDefinition topic,
            Map<String, String> settings,
            String setting,
            String needed,
            String reason) {
        if (!needed.equals(settings.get(setting))) {
            found.add(violation(topic, settings, setting, needed, reason));
        }
    }

    private static Violation violation(
            TopicDefinition topic, Map<String, String> settings, String setting, String needed, String reason) {
        return new Violation(
                topic.name(),
                setting,
                settings.getOrDefault(setting, "not known"),
                needed,
                reason,
                "kafka-configs.sh --bootstrap-server BROKER --alter --topic %s --add-config %s=%s"
                        .formatted(topic.name(), setting, needed));
    }

    private static int parse(@Nullable String number) {
        return number != null && number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }
}
