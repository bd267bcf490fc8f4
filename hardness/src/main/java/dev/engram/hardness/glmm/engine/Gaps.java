package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Thresholds;

/**
 * The part of the log-likelihood of an ordered response that depends on the distances of neighbouring thresholds
 * alone: ln (1 - exp(-width)) for each row of a category that is bounded on both sides.
 *
 * <p>Where a threshold shifts, each level adds half a row to either neighbouring gap, the prior that keeps them open.
 */
final class Gaps {
    private static final double PRIOR_ROWS = 0.5;

    private final Thresholds thresholds;
    /** Column of the first threshold, which is the intercept, and of the first shift. */
    private final int from;

    private final int shiftFrom;
    /** Rows by category and level. */
    private final double[][] rows;

    Gaps(Design design, Thresholds thresholds, int from, int shiftFrom) {
        this.thresholds = thresholds;
        this.from = from;
        this.shiftFrom = shiftFrom;
        rows = new double[thresholds.counts.length][thresholds.counts[0].length];
        count(design);
        for (int category = 1; category < rows.length - 1; category++) {
            for (int i = 0; sign(category) != 0 && i < rows[category].length; i++) {
                rows[category][i] += PRIOR_ROWS;
            }
        }
    }

    /** Where screening took out one of the two binary rows of a row, the gap is infinite and the row says nothing of it. */
    private void count(Design design) {
        var threshold = (FixedTerm.Categorical) design.fixed().getFirst();
        var base = thresholds.base < 0
                ? null
                : (RandomFactor.Grouping) design.random().get(thresholds.base);
        for (int n = 0; n < design.rows(); n++) {
            int category = threshold.at(n) + 1 - design.responseAt(n);
            if (isGap(category)) {
                rows[category][base == null ? 0 : base.at(n)]++;
            }
        }
        for (int category = 1; category < rows.length - 1; category++) {
            for (int i = 0; i < rows[category].length; i++) {
                rows[category][i] = Math.max(0, rows[category][i] - thresholds.counts[category][i]);
            }
        }
    }

    private boolean isGap(int category) {
        return category > 0 && category < rows.length - 1;
    }

    /** Sign with which the shift moves the width of a category. */
    private int sign(int category) {
        return shiftFrom < 0 ? 0 : category == thresholds.shifted ? 1 : category == thresholds.shifted + 1 ? -1 : 0;
    }

    /** A gap that has rows: their number, its width, the column of its upper threshold and of its shift, or -1. */
    private interface Visitor {
        void visit(double rows, double width, int high, int shift, int sign);
    }

    private void each(double[] effects, Visitor visitor) {
        for (int k = 1; k < rows.length - 1; k++) {
            double width = effects[from + k] - (k > 1 ? effects[from + k - 1] : 0);
            int sign = sign(k);
            for (int i = 0; i < rows[k].length; i++) {
                if (rows[k][i] > 0) {
                    double own = sign == 0 ? width : width + sign * effects[shiftFrom + i];
                    visitor.visit(rows[k][i], own, from + k, sign == 0 ? -1 : shiftFrom + i, sign);
                }
            }
        }
    }

    /** Their log-likelihood; minus infinity where thresholds are out of order. */
    double logLik(double[] effects) {
        var sum = new double[1];
        each(
                effects,
                (count, width, high, shift, sign) ->
                        sum[0] += width > 0 ? count * Math.log(-Math.expm1(-width)) : Double.NEGATIVE_INFINITY);
        return sum[0];
    }

    /** Adds its gradient. */
    void addScore(double[] effects, double[] score) {
        each(effects, (count, width, high, shift, sign) -> {
            double first = count / Math.expm1(width);
            score[high] += first;
            if (high > from + 1) {
                score[high - 1] -= first;
            }
            if (sign != 0) {
                score[shift] += sign * first;
            }
        });
    }

    /** Elements of a symmetric matrix, of which each is named once. */
    interface Elements {
        void add(int i, int j, double value);
    }

    /** Adds its negative Hessian. */
    void addHessian(double[] effects, Elements to) {
        each(effects, (count, width, high, shift, sign) -> {
            double half = Math.sinh(width / 2);
            double second = count / (4 * half * half);
            to.add(high, high, second);
            if (high > from + 1) {
                to.add(high - 1, high - 1, second);
                to.add(high, high - 1, -second);
            }
            if (sign != 0) {
                to.add(shift, shift, second);
                to.add(high, shift, sign * second);
                if (high > from + 1) {
                    to.add(high - 1, shift, -sign * second);
                }
            }
        });
    }

    /**
     * Adds how the log determinant moves through the curvature that the shifts get from here.
     *
     * @param variance of a shift on the logit scale, by column
     */
    void addThirdDerivative(double[] effects, double[] variance, double[] sums) {
        each(effects, (count, width, high, shift, sign) -> {
            if (sign != 0) {
                double half = Math.sinh(width / 2);
                double moved = -variance[shift] * count * Math.cosh(width / 2) / (4 * half * half * half);
                sums[high] += moved;
                if (high > from + 1) {
                    sums[high - 1] -= moved;
                }
                sums[shift] += sign * moved;
            }
        });
    }

    /** Puts the thresholds at the observed shares. */
    void start(double[] columns, double meanOffset) {
        double all = thresholds.rows();
        double below = 0;
        for (int k = 0; k < thresholds.names.size(); k++) {
            below += thresholds.rows(k);
            double alpha = Math.log(below / (all - below)) - meanOffset;
            columns[from + k] = k == 0 ? alpha : alpha - columns[from];
        }
    }
}
