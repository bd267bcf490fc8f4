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
        return TopicRules.settings(replicationFactor);
    }
}
