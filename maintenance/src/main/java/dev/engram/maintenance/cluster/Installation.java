package dev.engram.maintenance.cluster;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import java.util.List;

/**
 * Where an installation has its log and its documents.
 *
 * @param bootstrapServers {@code host:port} of brokers, joined with commas
 * @param mongoUri connection string of the replica set, without a database
 * @param cards topic of deck events
 * @param reviews topic of learner events
 */
public record Installation(
        String bootstrapServers, String mongoUri, TopicDefinition cards, TopicDefinition reviews, Databases databases) {

    /** Names of the databases, one for each service. */
    public record Databases(String cards, String review, String analytics, String gateway) {

        /** All of them, those that cannot be folded from the log first. */
        public List<String> all() {
            return List.of(gateway, cards, review, analytics);
        }
    }

    /** An installation with the usual names. */
    public static Installation at(String bootstrapServers, String mongoUri) {
        return new Installation(
                bootstrapServers,
                mongoUri,
                Topics.CARDS,
                Topics.REVIEWS,
                new Databases("engram_cards", "engram_review", "engram_analytics", "engram_gateway"));
    }

    /** The topics of the log. */
    public List<TopicDefinition> topics() {
        return List.of(cards, reviews);
    }
}
