package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import java.util.stream.IntStream;

/**
 * The bins of RMSE: items of like interval, number of reviews and number of lapses, each on its own logarithmic scale.
 *
 * <p>The published bins carry a representative value (2.48 x 3.62^k days, 1.99 x 1.89^k reviews, 1.65 x 1.73^k lapses); only the
 * exponents k matter, since each has another value. Source: open-spaced-repetition/fsrs-rs, src/dataset.rs (r_matrix_index).
 */
final class RmseBins {
    private static final int SCALE = 64; // no exponent of an int reaches it: the largest is 39, of 1.73

    private RmseBins() {}

    /** The bin of every item, in the order of the items. */
    static int[] of(ReviewItems items) {
        var histories = items.histories();
        var byReview = new int[histories.reviews()];
        for (int card = 0; card < histories.cards(); card++) {
            addCard(histories, card, byReview);
        }
        return IntStream.range(0, items.size())
                .map(item -> byReview[items.review(item)])
                .toArray();
    }

    private static void addCard(ReviewHistories histories, int card, int[] byReview) {
        int later = 0;
        int lapses = 0;
        for (int i = histories.start(card); i < histories.end(card); i++) {
            if (histories.elapsedDays(i) > 0) {
                later++;
                byReview[i] = (exponent(3.62, histories.elapsedDays(i)) * SCALE + exponent(1.89, later + 1)) * SCALE
                        + (lapses == 0 ? 0 : 1 + exponent(1.73, lapses));
                lapses += histories.recalled(i) ? 0 : 1;
            }
        }
    }

    private static int exponent(double base, int x) {
        return (int) Math.floor(Math.log(x) / Math.log(base));
    }
}
