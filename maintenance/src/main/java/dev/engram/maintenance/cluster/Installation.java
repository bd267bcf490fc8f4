package dev.engram.maintenance.cluster;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import dev.engram.runtime.access.KafkaAccess;
import java.util.List;

/**
 * Where an installation has its log and its documents.
 *
 * @param kafka where the brokers are, and as whom they are used
 * @param mongoUri connection string of the replica set with the user, without a database
 * @param cards topic of deck events
 * @param reviews topic of learner events
 */
public record Installation(
        KafkaAccess kafka, String mongoUri, TopicDefinition cards, TopicDefinition reviews, Databases databases) {

    /** Projection of learner events in the database of review-service. */
    public static final String SCHEDULE = "schedule";

    /** The same in the database of analytics-service. */
    public static final String LEARNER_CARDS = "learner-cards";

    /** Names of the databases, one for each service. */
    public record Databases(String cards, String review, String analytics, String gateway) {

        /** All of them; accounts last, so that a copy has the owner of every deck that it has. */
        public List<String> all() {
            return List.of(cards, review, analytics, gateway);
        }

        /** Those of the services that use the log. */
        public List<String> withLog() {
            return List.of(cards, review, analytics);
        }
    }

    /** An installation with the usual names. */
    public static Installation at(KafkaAccess kafka, String mongoUri) {
        return new Installation(
                kafka,
                mongoUri,
                Topics.CARDS,
                Topics.REVIEWS,
                new Databases("engram_cards", "engram_review", "engram_analytics", "engram_gateway"));
    }

    /** Without the connection string, which may name a password. */
    @Override
    public String toString() {
        return "installation of " + kafka;
    }

    /** The topics of the log. */
    public List<TopicDefinition> topics() {
        return List.of(cards, reviews);
    }
}
