package dev.engram.fsrs.history;

import java.util.Arrays;

/**
 * What a memory model is trained and scored on: every review that is neither its card's first nor on the same study day as the
 * one before, to be predicted from the reviews before it. In the order of time; ties by card, then by review. Immutable.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/dataset.rs.
 */
public final class ReviewItems {
    private final ReviewHistories histories;
    private final int[] reviews;
    private final int[] cards;

    private ReviewItems(ReviewHistories histories, int[] reviews, int[] cards) {
        this.histories = histories;
        this.reviews = reviews;
        this.cards = cards;
    }

    public static ReviewItems of(ReviewHistories histories) {
        var reviews = new int[histories.reviews()];
        var cardOf = new int[histories.reviews()];
        int n = 0;
        for (int card = 0; card < histories.cards(); card++) {
            for (int i = histories.start(card); i < histories.end(card); i++) {
                cardOf[i] = card;
                if (histories.elapsedDays(i) > 0) {
                    reviews[n++] = i;
                }
            }
        }
        var ordered = byTime(histories, Arrays.copyOf(reviews, n));
        return new ReviewItems(
                histories, ordered, Arrays.stream(ordered).map(i -> cardOf[i]).toArray());
    }

    /** Ranks the times first, so that a rank and an index fit into one long and plain sorting is stable. */
    private static int[] byTime(ReviewHistories histories, int[] reviews) {
        var times = new long[reviews.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = histories.time(reviews[i]);
        }
        var sorted = times.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        var keys = new long[reviews.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) Arrays.binarySearch(sorted, 0, distinct, times[i]) << 32 | reviews[i];
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    public ReviewHistories histories() {
        return histories;
    }

    /** Number of items. */
    public int size() {
        return reviews.length;
    }

    /** The review to be predicted: an index of {@link #histories()}. */
    public int review(int item) {
        return reviews[item];
    }

    /** The card of the review to be predicted. */
    public int card(int item) {
        return cards[item];
    }

    /** Whether the card was recalled. */
    public boolean recalled(int item) {
        return histories.recalled(reviews[item]);
    }

    /** The histories as they stood when the first {@code count} items were all there was: each card up to its last of them. */
    public ReviewHistories historiesOfFirst(int count) {
        var lengths = new int[histories.cards()];
        for (int item = 0; item < count; item++) {
            int length = reviews[item] + 1 - histories.start(cards[item]);
            lengths[cards[item]] = Math.max(lengths[cards[item]], length);
        }
        return histories.prefixes(lengths);
    }
}
