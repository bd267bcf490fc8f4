package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Predicted recall of items, in their order. */
final class Predictions {
    private Predictions() {}

    /** By FSRS-6 under {@code weights}, each from the reviews of its card before it. */
    static double[] of(Weights weights, ReviewItems items) {
        var model = new Fsrs6(weights);
        var histories = items.histories();
        var byReview = new double[histories.reviews()];
        for (int card = 0; card < histories.cards(); card++) {
            fold(model, histories, card, byReview);
        }
        return IntStream.range(0, items.size())
                .mapToDouble(item -> byReview[items.review(item)])
                .toArray();
    }

    private static void fold(Fsrs6 model, ReviewHistories histories, int card, double[] recall) {
        double stability = 0;
        double difficulty = 0;
        for (int i = histories.start(card); i < histories.end(card); i++) {
            var grade = Grade.of(histories.rating(i));
            if (i == histories.start(card)) {
                stability = model.initialStability(grade);
                difficulty = model.initialDifficulty(grade);
            } else {
                int days = histories.elapsedDays(i);
                recall[i] = model.curve().retrievability(days, stability);
                stability = model.nextStability(stability, difficulty, days, grade);
                difficulty = model.nextDifficulty(difficulty, grade);
            }
        }
    }

    /** The share of recalled items among the first {@code training}, for every item; 0.5 if there are none. */
    static double[] average(ReviewItems items, int training) {
        int recalled = 0;
        for (int item = 0; item < training; item++) {
            recalled += items.recalled(item) ? 1 : 0;
        }
        var p = new double[items.size()];
        Arrays.fill(p, training == 0 ? 0.5 : (double) recalled / training);
        return p;
    }

    /**
     * A moving average that knows no cards: p = 1 / (1 + e^-x), and after each outcome y, x grows by 0.3 (y - p); x is 1.2 at
     * first. Source: open-spaced-repetition/srs-benchmark, model_processors.py (MOVING-AVG).
     */
    static double[] movingAverage(ReviewItems items) {
        var p = new double[items.size()];
        double x = 1.2;
        for (int item = 0; item < p.length; item++) {
            p[item] = 1 / (1 + Math.exp(-x));
            x += 0.3 * ((items.recalled(item) ? 1 : 0) - p[item]);
        }
        return p;
    }
}
