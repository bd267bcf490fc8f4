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

    /** All items of the histories; there may be none. */
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
        var cards = new int[n];
        for (int item = 0; item < n; item++) {
            cards[item] = cardOf[ordered[item]];
        }
        return new ReviewItems(histories, ordered, cards);
    }

    /** Sorts keys of time and index, so that plain sorting is stable; times too far apart for that are ranked first. */
    private static int[] byTime(ReviewHistories histories, int[] reviews) {
        var keys = new long[reviews.length];
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = histories.time(reviews[i]);
            low = Math.min(low, keys[i]);
            high = Math.max(high, keys[i]);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(histories.reviews());
        long range = high - low;
        if (range < 0 || range >= 1L << (Long.SIZE - 1 - bits)) { // below 0 after an overflow
            rank(keys);
            low = 0;
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (keys[i] - low) << bits | reviews[i];
        }
        Arrays.sort(keys);
        var ordered = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ordered[i] = (int) (keys[i] & (1L << bits) - 1);
        }
        return ordered;
    }

    /** Puts in place of every value how many different ones lie below it. */
    private static void rank(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.binarySearch(sorted, 0, distinct, values[i]);
        }
    }

    /** What the items were taken from. */
    public ReviewHistories histories() {
        return histories;
    }

    /** Number of items. */
    public int size() {
        return reviews.length;
    }

    /**
     * The review to be predicted: an index of {@link #histories()}.
     *
     * @param item 0 to {@code size() - 1}, the oldest first, here and below
     */
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

    /**
     * The histories as they stood when the first {@code count} items were all there was: each card up to its last of them. Cards
     * keep their numbers.
     *
     * @param count 0 to {@code size()}
     */
    public ReviewHistories historiesOfFirst(int count) {
        var lengths = new int[histories.cards()];
        for (int item = 0; item < count; item++) {
            int length = reviews[item] + 1 - histories.start(cards[item]);
            lengths[cards[item]] = Math.max(lengths[cards[item]], length);
        }
        return histories.prefixes(lengths);
    }
}
