package dev.engram.fsrs.optimize;

import static dev.engram.fsrs.MemoryState.MAX_STABILITY;
import static dev.engram.fsrs.MemoryState.MIN_STABILITY;

import dev.engram.fsrs.Weights;
import java.util.Arrays;

/**
 * Log loss of FSRS-6 on cards, and its gradient in all 21 weights, by hand: one pass forward that keeps what each review
 * computed, one back. The way back needs no logarithm, exponential or power of its own. Allocates nothing per card.
 *
 * <p>At the kinks: a clamp passes the gradient at its bounds and stops it outside; the cap of a failure takes it only where it is
 * strictly smaller; the floor of a same-day answer leaves w17 to w19 without; and R clamped to [1e-7, 1 - 1e-7] gives none.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/analytic.rs (card_loss_and_grad), here in double throughout.
 */
final class FoldGradient {
    private static final double MIN_RECALL = 1e-7;
    private static final double MAX_RECALL = 1 - MIN_RECALL;

    /** Sum of the gradients of all cards since {@link #start}. */
    final double[] gradient = new double[Weights.COUNT];
    /** Sum of the weighted losses of all cards since {@link #start}. */
    double loss;

    private double[] w = new double[0];
    private double factor;
    private double factorByW20;
    private double gain;
    private double inverseCap; // e^-(w17 w18)
    private double easyDifficulty;
    private final double[] firstDifficultyPower = new double[4]; // e^(w5 (G-1))

    // What each review of the card at hand computed, by its place in the card.
    private final double[] stability; // before the review
    private final double[] difficulty; // before the review
    private final double[] logStability;
    private final double[] recall;
    private final double[] logBase; // of the forgetting curve
    private final double[] shrunk; // t / S / base
    private final double[] recallSlope; // of the loss
    private final double[] rawStability; // after the review, before the clamp
    private final double[] rawDifficulty; // after the review, before the clamp
    private final double[] term; // success: e^w8 (11-D) S^-w9; failure: the uncapped S'; same day: the unfloored factor
    private final double[] power; // success: e^(w10 (1-R)); failure: (S+1)^w13
    private final double[] logOther; // failure: ln D
    private final double[] logGrown; // failure: ln (S+1)

    /** @param longest most reviews a card has */
    FoldGradient(int longest) {
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
        logOther = new double[longest];
        logGrown = new double[longest];
    }

    /** Forgets the sums and takes other weights, which it reads until the next start. */
    void start(double[] weights) {
        w = weights;
        loss = 0;
        Arrays.fill(gradient, 0);
        double grown = Math.exp(-Math.log(0.9) / w[20]);
        factor = grown - 1;
        factorByW20 = grown * Math.log(0.9) / (w[20] * w[20]);
        gain = Math.exp(w[8]);
        inverseCap = Math.exp(-w[17] * w[18]);
        for (int g = 0; g < 4; g++) {
            firstDifficultyPower[g] = Math.exp(w[5] * g);
        }
        easyDifficulty = w[4] - firstDifficultyPower[3] + 1;
    }

    /** Adds the loss and the gradient of the card with the reviews {@code from} to {@code to - 1}; the last is a prediction. */
    void add(CardSequences data, int from, int to) {
        add(data.elapsedDays, data.ratings, data.weights, from, to);
    }

    void add(double[] elapsedDays, byte[] ratings, double[] weights, int from, int to) {
        addLoss(elapsedDays, ratings, weights, from, to);
        backward(elapsedDays, ratings, from, to - from);
    }

    /** Adds the loss of a card only. */
    void addLoss(double[] elapsedDays, byte[] ratings, double[] weights, int from, int to) {
        int n = to - from;
        int first = ratings[from] - 1;
        double s = clampStability(w[first]);
        double d = clampDifficulty(firstDifficulty(first));
        for (int i = 1; i < n; i++) {
            stability[i] = s;
            difficulty[i] = d;
            double t = elapsedDays[from + i];
            int rating = ratings[from + i];
            if (t > 0) {
                forget(i, t / s);
                score(i, rating, weights[from + i]);
            }
            if (i < n - 1) {
                logStability[i] = Math.log(s);
                rawStability[i] =
                        t == 0 ? sameDay(i, s, rating) : rating == 1 ? failure(i, s, d) : success(i, s, d, rating);
                rawDifficulty[i] = nextDifficulty(d, rating);
                s = clampStability(rawStability[i]);
                d = clampDifficulty(rawDifficulty[i]);
            }
        }
    }

    private void forget(int i, double relativeTime) {
        double base = 1 + factor * relativeTime;
        logBase[i] = Math.log(base);
        recall[i] = Math.exp(-w[20] * logBase[i]);
        shrunk[i] = relativeTime / base;
    }

    private void score(int i, int rating, double weight) {
        double r = Math.clamp(recall[i], MIN_RECALL, MAX_RECALL);
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
        logOther[i] = Math.log(d);
        logGrown[i] = Math.log(s + 1);
        power[i] = Math.exp(w[13] * logGrown[i]);
        term[i] = w[11] * (power[i] - 1) * Math.exp(w[14] * (1 - recall[i]) - w[12] * logOther[i]);
        return Math.min(term[i], s * inverseCap);
    }

    private double sameDay(int i, double s, int rating) {
        term[i] = Math.exp(w[17] * (rating - 3 + w[18]) - w[19] * logStability[i]);
        return s * (rating > 1 ? Math.max(term[i], 1) : term[i]);
    }

    private double nextDifficulty(double d, int rating) {
        return w[7] * easyDifficulty + (1 - w[7]) * (d - w[6] * (rating - 3) * (10 - d) / 9);
    }

    private double answer(int rating) {
        return rating == 2 ? w[15] : rating == 4 ? w[16] : 1;
    }

    private double firstDifficulty(int first) {
        return w[4] - firstDifficultyPower[first] + 1;
    }

    private void backward(double[] elapsedDays, byte[] ratings, int from, int n) {
        double byS = 0; // of the loss of all later predictions, by the stability after review i
        double byD = 0;
        for (int i = n - 1; i >= 1; i--) {
            boolean later = elapsedDays[from + i] > 0;
            int rating = ratings[from + i];
            double byR = later ? recallSlope[i] : 0;
            double byOldS = 0;
            double byOldD = 0;
            if (byS != 0 && rawStability[i] >= MIN_STABILITY && rawStability[i] <= MAX_STABILITY) {
                double s = stability[i];
                if (!later) {
                    byOldS = backSameDay(i, s, rating, byS);
                } else if (rating > 1) {
                    double answer = answer(rating);
                    double growth = term[i] * (power[i] - 1);
                    double increase = growth * answer;
                    double byIncrease = byS * s;
                    byOldS = byS * (1 + increase - w[9] * increase);
                    byOldD = -byIncrease * increase / (11 - difficulty[i]);
                    double byPower = byIncrease * term[i] * answer * power[i];
                    byR -= byPower * w[10];
                    gradient[8] += byIncrease * increase;
                    gradient[9] -= byIncrease * increase * logStability[i];
                    gradient[10] += byPower * (1 - recall[i]);
                    if (rating != 3) {
                        gradient[rating == 2 ? 15 : 16] += byIncrease * growth;
                    }
                } else if (s * inverseCap < term[i]) {
                    byOldS = byS * inverseCap;
                    gradient[17] -= byS * s * inverseCap * w[18];
                    gradient[18] -= byS * s * inverseCap * w[17];
                } else {
                    double raw = byS * term[i];
                    double level = raw / (power[i] - 1) * power[i]; // the same without the - 1
                    byOldS = level * w[13] / (s + 1);
                    byOldD = -raw * w[12] / difficulty[i];
                    byR -= raw * w[14];
                    gradient[11] += raw / w[11];
                    gradient[12] -= raw * logOther[i];
                    gradient[13] += level * logGrown[i];
                    gradient[14] += raw * (1 - recall[i]);
                }
            }
            if (byD != 0 && rawDifficulty[i] >= 1 && rawDifficulty[i] <= 10) {
                byOldD += backDifficulty(difficulty[i], rating, byD);
            }
            if (byR != 0) {
                double slope = byR * recall[i];
                byOldS += slope * w[20] * factor * shrunk[i] / stability[i];
                gradient[20] -= slope * (logBase[i] + w[20] * factorByW20 * shrunk[i]);
            }
            byS = byOldS;
            byD = byOldD;
        }
        backFirst(ratings[from] - 1, byS, byD);
    }

    private double backSameDay(int i, double s, int rating, double byS) {
        double raw = term[i];
        if (rating > 1 && raw < 1) {
            return byS;
        }
        double byFactor = byS * s * raw;
        gradient[17] += byFactor * (rating - 3 + w[18]);
        gradient[18] += byFactor * w[17];
        gradient[19] -= byFactor * logStability[i];
        return byS * raw * (1 - w[19]);
    }

    private double backDifficulty(double d, int rating, double byD) {
        double step = -w[6] * (rating - 3);
        double damped = d + step * (10 - d) / 9;
        gradient[4] += byD * w[7];
        gradient[5] -= byD * w[7] * 3 * firstDifficultyPower[3];
        gradient[7] += byD * (easyDifficulty - damped);
        double byDamped = byD * (1 - w[7]);
        gradient[6] -= byDamped * (rating - 3) * (10 - d) / 9;
        return byDamped * (1 - step / 9);
    }

    private void backFirst(int first, double byS, double byD) {
        if (w[first] >= MIN_STABILITY && w[first] <= MAX_STABILITY) {
            gradient[first] += byS;
        }
        double raw = firstDifficulty(first);
        if (raw >= 1 && raw <= 10) {
            gradient[4] += byD;
            gradient[5] -= byD * first * firstDifficultyPower[first];
        }
    }

    private static double clampStability(double s) {
        return Math.min(Math.max(s, MIN_STABILITY), MAX_STABILITY);
    }

    private static double clampDifficulty(double d) {
        return Math.min(Math.max(d, 1), 10);
    }
}
