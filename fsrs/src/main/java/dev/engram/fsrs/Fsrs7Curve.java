package dev.engram.fsrs;

/**
 * FSRS-7's curve of one card: recall as a mixture of a fast and a slow power law, and the time at which it has fallen to a
 * wanted recall. Falls with time, from 0.99999 towards 0.00001. For one state; confined to the call that made it.
 *
 * <p>Source: open-spaced-repetition/ts-fsrs, packages/fsrs/src/models/fsrs-7/algorithm.ts, after
 * open-spaced-repetition/fsrs-rs, src/model_v7.rs.
 */
final class Fsrs7Curve {
    /** Newton's search begins no closer to the answer than a second. */
    private static final double LOG_SECOND = -Math.log(86400);

    private static final double LOG_MAX = Math.log(Fsrs7State.MAX_STABILITY);
    private static final int NEWTON_STEPS = 7;
    private static final int BISECTIONS = 50;
    private static final double MIN_RETENTION = 0.0001;
    private static final double MAX_RETENTION = 0.9999;
    /** Distance from the wanted recall at which Newton's answer is taken. */
    private static final double CLOSE_ENOUGH = 1e-3;
    /** Recall is squeezed into [EDGE, 1 - EDGE], so that no answer is impossible. */
    private static final double EDGE = 1e-5;

    private final double start; // days, max(S, F)
    private final double fastDecay;
    private final double fastRate; // f1 / F
    private final double slowDecay;
    private final double slowRate; // f2 e^((D-5)(w32-0.3)) / S
    private final double fastShare; // a / (a + b)

    Fsrs7Curve(double[] w, double stabilityDays, double fastStabilityDays, double difficulty) {
        start = Math.max(stabilityDays, fastStabilityDays);
        fastDecay = fastDecay(w, fastStabilityDays);
        fastRate = fastRate(w, fastStabilityDays, fastDecay);
        slowDecay = -Math.clamp(w[24], 0.01, 0.95);
        slowRate = (Math.pow(w[26], 1 / slowDecay) - 1) * Math.exp((difficulty - 5) * (w[32] - 0.3)) / stabilityDays;
        double fast = w[27] * Math.pow(fastStabilityDays, -w[29]);
        double slow = w[28] * Math.pow(stabilityDays, w[30]) * Math.exp((difficulty - 5) * (w[31] - 0.5));
        fastShare = fast / (fast + slow);
    }

    private static double fastDecay(double[] w, double fastStabilityDays) {
        return -Math.clamp(w[23] * Math.pow(fastStabilityDays, w[33] - 0.3), 0.01, 0.95);
    }

    private static double fastRate(double[] w, double fastStabilityDays, double decay) {
        return (Math.exp(Math.min(Math.log(w[25]) / decay, 60)) - 1) / fastStabilityDays;
    }

    /** R1: recall by the fast trace alone, in (0, 1]. */
    double fastRecall(double days) {
        return Math.pow(1 + fastRate * days, fastDecay);
    }

    double recall(double days) {
        double slow = Math.pow(1 + slowRate * days, slowDecay);
        return (fastShare * fastRecall(days) + (1 - fastShare) * slow) * (1 - 2 * EDGE) + EDGE;
    }

    /** Change of recall per day. */
    double slope(double days) {
        double fast = fastDecay * fastRate * Math.pow(1 + fastRate * days, fastDecay - 1);
        double slow = slowDecay * slowRate * Math.pow(1 + slowRate * days, slowDecay - 1);
        return (fastShare * fast + (1 - fastShare) * slow) * (1 - 2 * EDGE);
    }

    /**
     * Days until recall has fallen to {@code retention}: seven Newton steps on the logarithm of time, and where they do not
     * come close enough, bisection.
     */
    double daysUntil(double retention) {
        double wanted = Math.clamp(retention, MIN_RETENTION, MAX_RETENTION);
        if (wanted >= MAX_RETENTION) {
            return 0;
        }
        double logDays = Math.log(start);
        for (int i = 0; i < NEWTON_STEPS; i++) {
            logDays = Math.clamp(logDays, LOG_SECOND, LOG_MAX);
            double days = days(logDays);
            logDays -= Math.clamp((recall(days) - wanted) / Math.min(slope(days) * days, -1e-12), -4, 4);
        }
        double days = days(logDays);
        return Math.abs(recall(days) - wanted) <= CLOSE_ENOUGH ? days : bisected(wanted);
    }

    private static double days(double logDays) {
        return logDays >= LOG_MAX ? Fsrs7State.MAX_STABILITY : Math.exp(logDays); // exp(LOG_MAX) falls short of it
    }

    private double bisected(double wanted) {
        double low = 0;
        double high = Math.max(start, 1);
        while (recall(high) > wanted && high < Fsrs7State.MAX_STABILITY) {
            high = Math.min(2 * high, Fsrs7State.MAX_STABILITY);
        }
        if (recall(high) > wanted) {
            return high;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (recall(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
