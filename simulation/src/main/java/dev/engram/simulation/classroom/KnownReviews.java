package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.ReviewRecorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The reviews of one learner, and which of them a client knows at a moment: its own, and those of others that the server has
 * received by then. For one thread.
 */
final class KnownReviews {
    private final List<List<ReviewRecorded>> byCard = new ArrayList<>();
    private Instant allReceived = Instant.MIN;

    KnownReviews(int cards) {
        for (int card = 0; card < cards; card++) {
            byCard.add(new ArrayList<>());
        }
    }

    void add(int card, ReviewRecorded review) {
        byCard.get(card).add(review);
        var received = review.stamp().receivedAt();
        allReceived = received.isAfter(allReceived) ? received : allReceived;
    }

    /** Whether {@link #of} is all that there is of a card. */
    boolean areAll(int card, ClientId client, Instant at) {
        return !allReceived.isAfter(at) || byCard.get(card).stream().allMatch(review -> isKnown(review, client, at));
    }

    /** The reviews of a card that a client knows, in the order in which they were given. */
    List<ReviewRecorded> of(int card, ClientId client, Instant at) {
        return byCard.get(card).stream()
                .filter(review -> isKnown(review, client, at))
                .toList();
    }

    private static boolean isKnown(ReviewRecorded review, ClientId client, Instant at) {
        return review.stamp().clientId().equals(client)
                || !review.stamp().receivedAt().isAfter(at);
    }
}
