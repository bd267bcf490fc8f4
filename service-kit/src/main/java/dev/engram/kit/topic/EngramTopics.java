package dev.engram.kit.topic;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The topics of the log under the names that this installation gives them. */
@ApplicationScoped
public class EngramTopics {
    private final TopicDefinition cards;
    private final TopicDefinition reviews;

    EngramTopics(
            @ConfigProperty(name = "engram.topic.cards.name", defaultValue = "engram.cards") String cards,
            @ConfigProperty(name = "engram.topic.reviews.name", defaultValue = "engram.reviews") String reviews) {
        this.cards = Topics.CARDS.named(cards);
        this.reviews = Topics.REVIEWS.named(reviews);
    }

    /** Deck events, keyed by deck. */
    public TopicDefinition cards() {
        return cards;
    }

    /** Learner events, keyed by learner. */
    public TopicDefinition reviews() {
        return reviews;
    }

    /** By the name that configuration uses. @throws IllegalArgumentException if it is neither {@code cards} nor {@code reviews} */
    TopicDefinition called(String name) {
        var topic = Map.of("cards", cards(), "reviews", reviews()).get(name);
        if (topic == null) {
            throw new IllegalArgumentException("engram.topics.owns and .reads take cards and reviews, was " + name);
        }
        return topic;
    }
}
