package dev.engram.bench.fsrs;

import dev.engram.fsrs.history.ReviewHistories;

/**
 * 100,000 reviews of 9,508 cards, card after card, made with integer arithmetic only (mulberry32 and a table of intervals), so
 * that every language gets the same. The order of the draws matters.
 */
final class GeneratedReviews {
    static final int REVIEWS = 100_000;
    /** Sum of S over all cards after their last review, default weights, double arithmetic; to be met within 0.001. */
    static final double STABILITY_SUM = 7_141_341.113347;

    private static final int SEED = 2023;
    static final int CARDS = 9_508;
    private static final int[] INTERVALS = {1, 1, 2, 4, 8, 15, 28, 50, 90, 160, 280};

    /** Ratings 1 to 4, by review. This and the arrays below are not to be changed. */
    final byte[] ratings = new byte[REVIEWS + 1];

    /** Study days since the card's review before, by review. */
    final int[] elapsedDays = new int[REVIEWS + 1];

    /** Study day, by review. */
    final int[] days = new int[REVIEWS + 1];

    /** First review of each card, and one behind the last. */
    final int[] starts = new int[CARDS + 1];

    private int state = SEED;
    private int made;

    /** @throws IllegalStateException if the reviews made are not those that everybody else makes */
    GeneratedReviews() {
        int cards = 0;
        while (made < REVIEWS && cards < CARDS) {
            card(cards / 20);
            starts[++cards] = made;
        }
        long sumOfRatings = 0;
        long sumOfDays = 0;
        for (int i = 0; i < made; i++) {
            sumOfRatings += ratings[i];
            sumOfDays += elapsedDays[i];
        }
        if (made != REVIEWS || cards != CARDS || sumOfRatings != 278_572 || sumOfDays != 5_798_043) {
            throw new IllegalStateException("the generator made " + made + " reviews of " + cards + " cards, ratings "
                    + sumOfRatings + ", days " + sumOfDays + ": not the published ones");
        }
    }

    private void card(int firstDay) {
        int from = made;
        int day = firstDay;
        int hard = below(5);
        int draw = below(1000);
        int first = draw < 150 + hard * 40 ? 1 : draw < 300 + hard * 40 ? 2 : draw < 880 ? 3 : 4;
        add(first, 0, day);
        int level = first <= 2 ? 1 : first == 3 ? 3 : 5;
        int length = 6 + below(10);
        if (first == 1) {
            add(3, 0, day); // even past the wanted number, as in the original
        }
        while (made - from < length && made < REVIEWS) {
            int interval = INTERVALS[level];
            int elapsed = interval + below(interval / 4 + 1);
            day += elapsed;
            int rating = rating(960 - hard * 30 - (level < 3 ? 20 : 0));
            add(rating, elapsed, day);
            if (rating == 1) {
                level = Math.max(1, level - 3);
                if (made - from < length && made < REVIEWS) {
                    add(3, 0, day);
                }
            } else {
                level = Math.min(10, level + rating - 2);
            }
        }
    }

    private int rating(int success) {
        if (below(1000) >= success) {
            return 1;
        }
        int draw = below(100);
        return draw < 10 ? 2 : draw < 90 ? 3 : 4;
    }

    private int below(int bound) {
        state += 0x6D2B79F5;
        int t = state;
        t = (t ^ (t >>> 15)) * (t | 1);
        t ^= t + (t ^ (t >>> 7)) * (t | 61);
        return Integer.remainderUnsigned(t ^ (t >>> 14), bound);
    }

    private void add(int rating, int elapsed, int day) {
        ratings[made] = (byte) rating;
        elapsedDays[made] = elapsed;
        days[made++] = day;
    }

    /** The same for the optimizer and the evaluator; time is the day. */
    ReviewHistories histories() {
        var builder = ReviewHistories.builder();
        for (int card = 0; card < CARDS; card++) {
            builder.card();
            for (int i = starts[card]; i < starts[card + 1]; i++) {
                builder.review(ratings[i], elapsedDays[i], days[i]);
            }
        }
        return builder.build();
    }
}
