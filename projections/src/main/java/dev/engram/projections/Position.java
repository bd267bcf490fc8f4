package dev.engram.projections;

import dev.engram.events.DeckId;
import dev.engram.events.topic.Topics;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a read must have seen: the last record of each partition of the learner events, and the version of each deck.
 * To clients a token, {@code reviews-4@1207.<topic id>,deck-<id>@3}, which they may join with commas and hand to any read.
 *
 * @param reviews offset of the last record to be seen, by partition
 * @param decks version to be seen, by deck
 */
public record Position(SortedMap<LogPartition, Long> reviews, SortedMap<DeckId, Long> decks) {

    /**
     * A partition of one topic, and of no other that had or will have its name.
     *
     * @param topicId Kafka's id, 22 characters of base64
     */
    public record LogPartition(int partition, String topicId) implements Comparable<LogPartition> {

        private static final Comparator<LogPartition> ORDER =
                Comparator.comparingInt(LogPartition::partition).thenComparing(LogPartition::topicId);

        @Override
        public int compareTo(LogPartition other) {
            return ORDER.compare(this, other);
        }
    }

    /** Asks for nothing. */
    public static final Position NONE = new Position(new TreeMap<>(), new TreeMap<>());

    /** Longest token read; one answer holds below 100 characters. */
    static final int MAX_LENGTH = 4_000;

    private static final Pattern REVIEWS =
            Pattern.compile("reviews-(0|[1-9]\\d{0,4})@(0|[1-9]\\d{0,17})\\.([A-Za-z0-9_-]{1,40})");
    private static final Pattern DECK =
            Pattern.compile("deck-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})@([1-9]\\d{0,17})");
    private static final String RULE = "must be a position that a write answered, several joined with commas";

    public Position {
        reviews = Collections.unmodifiableSortedMap(new TreeMap<>(reviews));
        decks = Collections.unmodifiableSortedMap(new TreeMap<>(decks));
    }

    /** After this record of the learner events. */
    public static Position reviews(String topicId, int partition, long offset) {
        return new Position(new TreeMap<>(Map.of(new LogPartition(partition, topicId), offset)), new TreeMap<>());
    }

    /** After this version of a deck. */
    public static Position deck(DeckId deckId, long version) {
        return new Position(new TreeMap<>(), new TreeMap<>(Map.of(deckId, version)));
    }

    /** Inverse of {@link #toString()}. @throws IllegalArgumentException with the rule as its message for any other form */
    public static Position parse(String tokens) {
        if (tokens.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(RULE);
        }
        var all = NONE;
        for (var token : tokens.split(",", -1)) {
            all = all.and(one(token));
        }
        return all;
    }

    /** What both ask for. */
    public Position and(Position other) {
        var bothReviews = new TreeMap<>(reviews);
        other.reviews.forEach((partition, offset) -> bothReviews.merge(partition, offset, Math::max));
        var bothDecks = new TreeMap<>(decks);
        other.decks.forEach((deck, version) -> bothDecks.merge(deck, version, Math::max));
        return new Position(bothReviews, bothDecks);
    }

    /** Whether it asks for nothing. */
    public boolean isNone() {
        return reviews.isEmpty() && decks.isEmpty();
    }

    /** The token. */
    @Override
    public String toString() {
        return Stream.concat(
                        reviews.entrySet().stream()
                                .map(entry -> "reviews-%d@%d.%s"
                                        .formatted(
                                                entry.getKey().partition(),
                                                entry.getValue(),
                                                entry.getKey().topicId())),
                        decks.entrySet().stream().map(entry -> "deck-" + entry.getKey() + "@" + entry.getValue()))
                .collect(Collectors.joining(","));
    }

    private static Position one(String token) {
        var review = REVIEWS.matcher(token);
        if (review.matches()) {
            var partition = Integer.parseInt(review.group(1));
            if (partition < Topics.REVIEWS.partitions()) {
                return reviews(review.group(3), partition, Long.parseLong(review.group(2)));
            }
        }
        var deck = DECK.matcher(token);
        if (deck.matches()) {
            return deck(DeckId.parse(deck.group(1)), Long.parseLong(deck.group(2)));
        }
        throw new IllegalArgumentException(RULE);
    }
}
