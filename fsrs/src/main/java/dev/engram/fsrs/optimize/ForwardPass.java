package dev.engram.fsrs.optimize;

import static dev.engram.fsrs.MemoryState.MAX_STABILITY;
import static dev.engram.fsrs.MemoryState.MIN_STABILITY;

/**
 * FSRS-6 over the reviews of one card after another: sums their weighted log loss, and keeps what each review of the card at hand
 * computed, so that the way back through it needs no logarithm, exponential or power of its own. Allocates nothing per card.
 *
 * <p>The formulas are those of {@code Fsrs6} with powers written as exponentials of logarithms, each of which is taken once.
 */
final class ForwardPass {
    private static final double MIN_RECALL = 1e-7;
    private static final double MAX_RECALL = 1 - MIN_RECALL;

    /** Sum of the weighted losses since {@link #start}. */
    double loss;

    double[] w = new double[0];
    double factor;
    double factorByW20;
    double inverseCap; // e^-(w17 w18)
    double easyDifficulty; // D0(EASY), unclamped
    final double[] firstDifficultyPower = new double[4]; // e^(w5 (G-1))
    private double gain; // e^w8

    // By the place of a review in its card; the state is that before the review.
    final double[] stability;
    final double[] difficulty;
    final double[] logStability;
    final double[] recall;
    final double[] logBase; // base of the forgetting curve
    final double[] shrunk; // t / S / base
    final double[] recallSlope; // of the loss of this review's prediction
    final double[] rawStability; // after the review, before the clamp
    final double[] rawDifficulty; // after the review, before the clamp
    final double[] term; // success: e^w8 (11-D) S^-w9; failure: the uncapped S'; same day: the unfloored factor
    final double[] power; // success: e^(w10 (1-R)); failure: (S+1)^w13
    final double[] logDifficulty; // failure only
    final double[] logGrown; // failure only: ln (S+1)

    /** @param longest most reviews a card has */
    ForwardPass(int longest) {
        stability = new double[longest];
        difficulty = new double[longest];
        logStability = new double[longest];
        recall = new double[longest];
        logBase = new double[longest];
        shrunk = new double[longest];
        recallSlope = new double[longest];
        rawStability = new double[longest];
        rawDifficulty = new double[longest];
        term = new double[longest];
        power = new double[longest];
        logDifficulty = new double[longest];
        logGrown = new double[longest];
    }

    /** Forgets the sum and takes other weights, which it reads until the next start. */
    void start(double[] weights) {
        w = weights;
        loss = 0;
        double grown = Math.exp(-Math.log(0.9) / w[20]);
        factor = grown - 1;
        factorByW20 = grown * Math.log(0.9) / (w[20] * w[20]);
        gain = Math.exp(w[8]);
        inverseCap = Math.exp(-w[17] * w[18]);
        for (int g = 0; g < 4; g++) {
            firstDifficultyPower[g] = Math.exp(w[5] * g);
        }
        easyDifficulty = firstDifficulty(3);
    }

    /** Passes over the card with the reviews {@code from} to {@code to - 1}; the last is a prediction. */
    void add(double[] elapsedDays, byte[] ratings, double[] weights, int from, int to) {
        int last = to - from - 1;
        int first = ratings[from] - 1;
        double s = clampStability(w[first]);
        double d = clampDifficulty(firstDifficulty(first));
        for (int i = 1; i <= last; i++) {
            stability[i] = s;
            difficulty[i] = d;
            double t = elapsedDays[from + i];
            int rating = ratings[from + i];
            if (t > 0) {
                forget(i, t / s);
                score(i, rating, weights[from + i]);
            }
            if (i < last) {
                logStability[i] = Math.log(s);
                rawStability[i] =
                        t == 0 ? sameDay(i, s, rating) : rating == 1 ? failure(i, s, d) : success(i, s, d, rating);
                rawDifficulty[i] = w[7] * easyDifficulty + (1 - w[7]) * (d - w[6] * (rating - 3) * (10 - d) / 9);
                s = clampStability(rawStability[i]);
                d = clampDifficulty(rawDifficulty[i]);
            }
        }
    }

    /** What the rating multiplies a success by. */
    double answer(int rating) {
        return rating == 2 ? w[15] : rating == 4 ? w[16] : 1;
    }

    /** D0, unclamped. */
    double firstDifficulty(int first) {
        return w[4] - firstDifficultyPower[first] + 1;
    }

    private void forget(int i, double relativeTime) {
        double base = 1 + factor * relativeTime;
        logBase[i] = Math.log(base);
        recall[i] = Math.exp(-w[20] * logBase[i]);
        shrunk[i] = relativeTime / base;
    }

    private void score(int i, int rating, double weight) {
        double r = Math.min(Math.max(recall[i], MIN_RECALL), MAX_RECALL);
        boolean inside = r == recall[i];
        if (weight == 0) {
            recallSlope[i] = 0;
        } else if (rating > 1) {
            loss += weight * (inside ? w[20] * logBase[i] : -Math.log(r));
            recallSlope[i] = inside ? -weight / r : 0;
        } else {
            loss -= weight * Math.log(1 - r);
            recallSlope[i] = inside ? weight / (1 - r) : 0;
        }
    }

    private double success(int i, double s, double d, int rating) {
        term[i] = gain * (11 - d) * Math.exp(-w[9] * logStability[i]);
        power[i] = Math.exp(w[10] * (1 - recall[i]));
        return s * (1 + term[i] * (power[i] - 1) * answer(rating));
    }

    private double failure(int i, double s, double d) {
        logDifficulty[i] = Math.log(d);
        logGrown[i] = Math.log(s + 1);
        power[i] = Math.exp(w[13] * logGrown[i]);
        term[i] = w[11] * (power[i] - 1) * Math.exp(w[14] * (1 - recall[i]) - w[12] * logDifficulty[i]);
        return Math.min(term[i], s * inverseCap);
    }

    private double sameDay(int i, double s, int rating) {
        term[i] = Math.exp(w[17] * (rating - 3 + w[18]) - w[19] * logStability[i]);
        return s * (rating > 1 ? Math.max(term[i], 1) : term[i]);
    }

    private static double clampStability(double s) {
        return Math.min(Math.max(s, MIN_STABILITY), MAX_STABILITY);
    }

    private static double clampDifficulty(double d) {
        return Math.min(Math.max(d, 1), 10);
    }
}
