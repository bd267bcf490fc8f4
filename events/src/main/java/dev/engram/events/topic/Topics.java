package dev.engram.events.topic;

import java.util.Map;

/** The topics of the log. */
public final class Topics {

    /** Deck events, keyed by deck id. */
    public static final TopicDefinition CARDS = new TopicDefinition("engram.cards", 3);

    /** Learner events, keyed by learner id. */
    public static final TopicDefinition REVIEWS = new TopicDefinition("engram.reviews", 12);

    private Topics() {}

    /** Settings that a topic is created with, beside its partitions: nothing is ever deleted. */
    public static Map<String, String> settings(int replicationFactor) {
        return replicationFactor >= 3
                ? Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", "-1",
                        "retention.bytes", "-1",
                        "unclean.leader.election.enable", "false",
                        "min.insync.replicas", "2")
                : Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
    }
}
