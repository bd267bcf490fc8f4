package dev.engram.fsrs.history;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The reviews one learner gave to any number of cards, card after card, each card's reviews in the order of time. Reviews have
 * one index over all cards: those of card {@code c} are {@code start(c)} up to but not including {@code end(c)}. Immutable.
 *
 * <p>Only answers that count belong in here: no practice reviews, no entries without a rating, nothing before a reset.
 */
public final class ReviewHistories {
    private final int[] starts;
    private final byte[] ratings;
    private final int[] elapsedDays;
    private final long[] times;

    private ReviewHistories(int[] starts, byte[] ratings, int[] elapsedDays, long[] times) {
        this.starts = starts;
        this.ratings = ratings;
        this.elapsedDays = elapsedDays;
        this.times = times;
    }

    /** Histories without a card so far. */
    public static Builder builder() {
        return new Builder();
    }

    /** Number of cards, those without a review included. */
    public int cards() {
        return starts.length - 1;
    }

    /** Number of reviews of all cards. */
    public int reviews() {
        return ratings.length;
    }

    /**
     * Index of the first review of a card.
     *
     * @param card 0 to {@code cards() - 1}
     */
    public int start(int card) {
        return starts[card];
    }

    /**
     * Index after the last review of a card.
     *
     * @param card 0 to {@code cards() - 1}
     */
    public int end(int card) {
        return starts[card + 1];
    }

    /**
     * 1 (Again) to 4 (Easy).
     *
     * @param review 0 to {@code reviews() - 1}, here and below
     */
    public int rating(int review) {
        return ratings[review];
    }

    /** Whether the rating is Hard, Good or Easy. */
    public boolean recalled(int review) {
        return ratings[review] > 1;
    }

    /** Whole study days since the card's review before; 0 at its first review. */
    public int elapsedDays(int review) {
        return elapsedDays[review];
    }

    /** When the review was given, in the unit and from the origin the builder was given. */
    public long time(int review) {
        return times[review];
    }

    /** The same cards under the same numbers, those that are not chosen without their reviews. */
    public ReviewHistories ofCards(IntPredicate chosen) {
        return prefixes(IntStream.range(0, cards())
                .map(card -> chosen.test(card) ? end(card) - start(card) : 0)
                .toArray());
    }

    /** The first {@code lengths[c]} reviews of every card {@code c}. */
    ReviewHistories prefixes(int[] lengths) {
        var builder = builder();
        for (int card = 0; card < cards(); card++) {
            builder.card();
            for (int i = start(card); i < start(card) + lengths[card]; i++) {
                builder.review(ratings[i], elapsedDays[i], times[i]);
            }
        }
        return builder.build();
    }

    /** Takes cards one after the other: {@link #card()}, then its reviews. Not for use by several threads. */
    public static final class Builder {
        private int[] starts = new int[16];
        private byte[] ratings = new byte[64];
        private int[] elapsedDays = new int[64];
        private long[] times = new long[64];
        private int cards;
        private int reviews;

        private Builder() {}

        /** Begins the next card; a card without reviews is allowed, and teaches nothing. */
        public Builder card() {
            if (cards + 1 >= starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[cards++] = reviews;
            return this;
        }

        /**
         * Adds the next review of the card.
         *
         * @param rating 1 (Again), 2 (Hard), 3 (Good) or 4 (Easy)
         * @param elapsedDays whole study days since the card's review before, {@code >= 0}; at the first review it means nothing
         *     and is taken as 0
         * @param time when the review was given, in any unit that is the same for all cards (epoch milliseconds, days); it
         *     orders the reviews of different cards
         * @throws IllegalArgumentException naming card and review (both from 0), value and bounds, if a value is out of range
         *     or {@code time} is before that of the card's review before
         * @throws IllegalStateException before the first {@link #card()}
         */
        public Builder review(int rating, int elapsedDays, long time) {
            if (cards == 0) {
                throw new IllegalStateException("a review needs a card: call card() first");
            }
            boolean first = reviews == starts[cards - 1];
            if (rating < 1 || rating > 4) {
                throw refused("rating must be in [1, 4], was " + rating);
            }
            if (elapsedDays < 0) {
                throw refused("elapsed days must be at least 0, was " + elapsedDays);
            }
            if (!first && time < times[reviews - 1]) {
                throw refused(
                        "time must be at least " + times[reviews - 1] + ", that of the review before, was " + time);
            }
            grow();
            ratings[reviews] = (byte) rating;
            this.elapsedDays[reviews] = first ? 0 : elapsedDays;
            times[reviews++] = time;
            return this;
        }

        /** The histories so far; the builder can go on. */
        public ReviewHistories build() {
            var ends = Arrays.copyOf(starts, cards + 1);
            ends[cards] = reviews;
            return new ReviewHistories(
                    ends,
                    Arrays.copyOf(ratings, reviews),
                    Arrays.copyOf(elapsedDays, reviews),
                    Arrays.copyOf(times, reviews));
        }

        private void grow() {
            if (reviews == ratings.length) {
                ratings = Arrays.copyOf(ratings, 2 * reviews);
                elapsedDays = Arrays.copyOf(elapsedDays, 2 * reviews);
                times = Arrays.copyOf(times, 2 * reviews);
            }
        }

        private IllegalArgumentException refused(String rule) {
            return new IllegalArgumentException(
                    "card " + (cards - 1) + ", review " + (reviews - starts[cards - 1]) + ": " + rule);
        }
    }
}
