package dev.engram.events.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which settings of a topic could lose events or move learners. A service refuses to run on such a topic. */
public final class TopicRules {

    /** A setting as Kafka names it, its required value, and what another value would do. */
    private record Rule(String setting, String needed, String reason) {

        boolean isKept(String found) {
            return setting.equals("min.insync.replicas")
                    ? found.matches("\\d{1,9}") && Integer.parseInt(found) >= Integer.parseInt(needed)
                    : found.equals(needed);
        }
    }

    private static final String PARTITIONS = "partitions";

    private static final List<Rule> ALWAYS = List.of(
            new Rule("cleanup.policy", "delete", "compaction removes all but the newest event of a key"),
            new Rule("retention.ms", "-1", "events older than this are deleted"),
            new Rule("retention.bytes", "-1", "the oldest events beyond this size are deleted"));
    private static final List<Rule> REPLICATED = List.of(
            new Rule(
                    "unclean.leader.election.enable",
                    "false",
                    "a replica that lags could become leader, and acknowledged events would be lost"),
            new Rule("min.insync.replicas", "2", "an event on one replica only would count as acknowledged"));

    private TopicRules() {}

    /** @param setting as Kafka names it, or {@code partitions} */
    public record Violation(String topic, String setting, String found, String needed, String reason, String remedy) {

        /** Whether it can be corrected while the topic keeps its records; another number of partitions cannot. */
        public boolean isCorrectable() {
            return !setting.equals(PARTITIONS);
        }

        /** What is wrong and why, without the remedy. */
        public String problem() {
            return "topic %s: %s is %s, must be %s: %s".formatted(topic, setting, found, needed, reason);
        }

        @Override
        public String toString() {
            return problem() + "; remedy: " + remedy;
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
        var violations = new ArrayList<Violation>();
        if (partitions != topic.partitions()) {
            violations.add(new Violation(
                    topic.name(),
                    PARTITIONS,
                    String.valueOf(partitions),
                    String.valueOf(topic.partitions()),
                    "another count sends a key to another partition, and its history would be split",
                    "create a new topic with this count and copy the events by key"));
        }
        for (var rule : rules(replicationFactor)) {
            var found = settings.getOrDefault(rule.setting(), "not known");
            if (!rule.isKept(found)) {
                violations.add(new Violation(
                        topic.name(),
                        rule.setting(),
                        found,
                        rule.needed(),
                        rule.reason(),
                        "./engram topic repair %s, or kafka-configs.sh --bootstrap-server BROKER --alter --topic %s --add-config %s=%s"
                                .formatted(topic.name(), topic.name(), rule.setting(), rule.needed())));
            }
        }
        return List.copyOf(violations);
    }

    /** The settings that keep every rule. */
    static Map<String, String> settings(int replicationFactor) {
        return rules(replicationFactor).stream().collect(Collectors.toUnmodifiableMap(Rule::setting, Rule::needed));
    }

    private static List<Rule> rules(int replicationFactor) {
        return replicationFactor < 3
                ? ALWAYS
                : Stream.concat(ALWAYS.stream(), REPLICATED.stream()).toList();
    }
}
