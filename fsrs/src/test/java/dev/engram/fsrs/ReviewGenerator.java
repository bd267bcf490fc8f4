package dev.engram.fsrs;

import java.util.ArrayList;
import java.util.List;

/**
 * Reviews made with integer arithmetic only, so that every language gets the same: mulberry32 and a table of intervals. The
 * order of the draws matters.
 */
public final class ReviewGenerator {
    public record Review(int rating, int elapsedDays, int day) {}

    private static final int[] INTERVALS = {1, 1, 2, 4, 8, 15, 28, 50, 90, 160, 280};

    private int state;
    private int left;

    private ReviewGenerator(int seed, int reviews) {
        this.state = seed;
        this.left = reviews;
    }

    public static List<List<Review>> cards(int reviews, int seed) {
        var generator = new ReviewGenerator(seed, reviews);
        var cards = new ArrayList<List<Review>>();
        while (generator.left > 0) {
            cards.add(generator.card(cards.size() / 20));
        }
        return cards;
    }

    static ReviewGenerator seeded(int seed) {
        return new ReviewGenerator(seed, 0);
    }

    /** The next 32 bits of mulberry32. */
    int next() {
        state += 0x6D2B79F5;
        int t = state;
        t = (t ^ (t >>> 15)) * (t | 1);
        t ^= t + (t ^ (t >>> 7)) * (t | 61);
        return t ^ (t >>> 14);
    }

    private int below(int bound) {
        return Integer.remainderUnsigned(next(), bound);
    }

    private List<Review> card(int firstDay) {
        var reviews = new ArrayList<Review>();
        int day = firstDay;
        int hard = below(5);
        int draw = below(1000);
        int first = draw < 150 + hard * 40 ? 1 : draw < 300 + hard * 40 ? 2 : draw < 880 ? 3 : 4;
        add(reviews, first, 0, day);
        int level = first <= 2 ? 1 : first == 3 ? 3 : 5;
        int length = 6 + below(10);
        if (first == 1) {
            add(reviews, 3, 0, day); // even past the wanted number, as in the original
        }
        while (reviews.size() < length && left > 0) {
            int interval = INTERVALS[level];
            int elapsed = interval + below(interval / 4 + 1);
            day += elapsed;
            int rating = rating(960 - hard * 30 - (level < 3 ? 20 : 0));
            add(reviews, rating, elapsed, day);
            if (rating == 1) {
                level = Math.max(1, level - 3);
                if (reviews.size() < length && left > 0) {
                    add(reviews, 3, 0, day);
                }
            } else {
                level = Math.min(10, level + rating - 2);
            }
        }
        return reviews;
    }

    private int rating(int success) {
        if (below(1000) >= success) {
            return 1;
        }
        int draw = below(100);
        return draw < 10 ? 2 : draw < 90 ? 3 : 4;
    }

    private void add(List<Review> reviews, int rating, int elapsedDays, int day) {
        reviews.add(new Review(rating, elapsedDays, day));
        left--;
    }
}
