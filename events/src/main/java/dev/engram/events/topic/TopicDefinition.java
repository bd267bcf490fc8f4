package dev.engram.events.topic;

/**
 * A topic of the contract.
 *
 * @param partitions never changes: it would move learners and decks to other partitions
 */
public record TopicDefinition(String name, int partitions) {

    /** The same topic under another name, for tests and for installations that share brokers. */
    public TopicDefinition named(String otherName) {
        return new TopicDefinition(otherName, partitions);
    }
}
