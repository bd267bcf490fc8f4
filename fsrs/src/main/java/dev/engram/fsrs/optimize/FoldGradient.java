package dev.engram.fsrs.optimize;

import static dev.engram.fsrs.MemoryState.MAX_STABILITY;
import static dev.engram.fsrs.MemoryState.MIN_STABILITY;

import dev.engram.fsrs.Weights;
import java.util.Arrays;

/**
 * Gradient of the log loss of FSRS-6 on cards in all 21 weights, by hand: from the last review of a card back to its first.
 *
 * <p>At the kinks: a clamp passes the gradient at its bounds and stops it outside; the cap of a failure takes it only where it is
 * strictly smaller; the floor of a same-day answer leaves w17 to w19 without; and R clamped to [1e-7, 1 - 1e-7] gives none.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/analytic.rs (card_loss_and_grad), here in double throughout.
 */
final class FoldGradient {
    /** Sum of the gradients of all cards since {@link #start}. */
    final double[] gradient = new double[Weights.COUNT];

    private final ForwardPass pass;
    private double[] w = new double[0];

    // Of the loss of all later predictions, by the state before the review at hand and by its recall.
    private double byStability;
    private double byDifficulty;
    private double byRecall;

    FoldGradient(ForwardPass pass) {
        this.pass = pass;
    }

    /** Forgets the sums, those of the pass too, and takes other weights, which it reads until the next start. */
    void start(double[] weights) {
        w = weights;
        pass.start(weights);
        Arrays.fill(gradient, 0);
    }

    /** Adds the loss and the gradient of the card with the reviews {@code from} to {@code to - 1}; the last is a prediction. */
    void add(double[] elapsedDays, byte[] ratings, double[] weights, int from, int to) {
        pass.add(elapsedDays, ratings, weights, from, to);
        byStability = 0;
        byDifficulty = 0;
        for (int i = to - from - 1; i >= 1; i--) {
            boolean later = elapsedDays[from + i] > 0;
            byRecall = later ? pass.recallSlope[i] : 0;
            back(i, later, ratings[from + i]);
            if (byRecall != 0) {
                forget(i);
            }
        }
        first(ratings[from] - 1);
    }

    private void back(int i, boolean later, int rating) {
        double byS = byStability;
        double byD = byDifficulty;
        byStability = 0;
        byDifficulty = 0;
        if (byS != 0 && pass.rawStability[i] >= MIN_STABILITY && pass.rawStability[i] <= MAX_STABILITY) {
            if (!later) {
                sameDay(i, rating, byS);
            } else if (rating > 1) {
                success(i, rating, byS);
            } else if (pass.stability[i] * pass.inverseCap < pass.term[i]) {
                cappedFailure(i, byS);
            } else {
                failure(i, byS);
            }
        }
        if (byD != 0 && pass.rawDifficulty[i] >= 1 && pass.rawDifficulty[i] <= 10) {
            difficulty(i, rating, byD);
        }
    }

    private void success(int i, int rating, double byS) {
        double answer = pass.answer(rating);
        double growth = pass.term[i] * (pass.power[i] - 1);
        double increase = growth * answer;
        double byIncrease = byS * pass.stability[i];
        double byPower = byIncrease * pass.term[i] * answer * pass.power[i];
        byStability = byS * (1 + increase - w[9] * increase);
        byDifficulty = -byIncrease * increase / (11 - pass.difficulty[i]);
        byRecall -= byPower * w[10];
        gradient[8] += byIncrease * increase;
        gradient[9] -= byIncrease * increase * pass.logStability[i];
        gradient[10] += byPower * (1 - pass.recall[i]);
        if (rating != 3) {
            gradient[rating == 2 ? 15 : 16] += byIncrease * growth;
        }
    }

    private void failure(int i, double byS) {
        double raw = byS * pass.term[i];
        double level = raw / (pass.power[i] - 1) * pass.power[i]; // with (S+1)^w13 in place of (S+1)^w13 - 1
        byStability = level * w[13] / (pass.stability[i] + 1);
        byDifficulty = -raw * w[12] / pass.difficulty[i];
        byRecall -= raw * w[14];
        gradient[11] += raw / w[11];
        gradient[12] -= raw * pass.logDifficulty[i];
        gradient[13] += level * pass.logGrown[i];
        gradient[14] += raw * (1 - pass.recall[i]);
    }

    private void cappedFailure(int i, double byS) {
        double capped = byS * pass.stability[i] * pass.inverseCap;
        byStability = byS * pass.inverseCap;
        gradient[17] -= capped * w[18];
        gradient[18] -= capped * w[17];
    }

    private void sameDay(int i, int rating, double byS) {
        double factor = pass.term[i];
        if (rating > 1 && factor < 1) {
            byStability = byS;
            return;
        }
        double byFactor = byS * pass.stability[i] * factor;
        byStability = byS * factor * (1 - w[19]);
        gradient[17] += byFactor * (rating - 3 + w[18]);
        gradient[18] += byFactor * w[17];
        gradient[19] -= byFactor * pass.logStability[i];
    }

    private void difficulty(int i, int rating, double byD) {
        double d = pass.difficulty[i];
        double step = -w[6] * (rating - 3);
        double byDamped = byD * (1 - w[7]);
        byDifficulty += byDamped * (1 - step / 9);
        gradient[4] += byD * w[7];
        gradient[5] -= byD * w[7] * 3 * pass.firstDifficultyPower[3];
        gradient[6] -= byDamped * (rating - 3) * (10 - d) / 9;
        gradient[7] += byD * (pass.easyDifficulty - d - step * (10 - d) / 9);
    }

    private void forget(int i) {
        double slope = byRecall * pass.recall[i];
        byStability += slope * w[20] * pass.factor * pass.shrunk[i] / pass.stability[i];
        gradient[20] -= slope * (pass.logBase[i] + w[20] * pass.factorByW20 * pass.shrunk[i]);
    }

    private void first(int first) {
        if (w[first] >= MIN_STABILITY && w[first] <= MAX_STABILITY) {
            gradient[first] += byStability;
        }
        double raw = pass.firstDifficulty(first);
        if (raw >= 1 && raw <= 10) {
            gradient[4] += byDifficulty;
            gradient[5] -= byDifficulty * first * pass.firstDifficultyPower[first];
        }
    }
}
