package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of the log-likelihood of an ordered response that depends on the distances of neighbouring thresholds
 * alone: ln (1 - exp(-width)) for each row of a category that is bounded on both sides.
 *
 * <p>Where a threshold shifts, each level adds half a row to either neighbouring gap, the prior that keeps them open.
 */
final class Gaps {
    private static final double PRIOR_ROWS = 0.5;

    /** A gap that has rows: its width is the sum of effects with signs. */
    private static final class Gap {
        final double rows;
        final int[] column;
        final int[] sign;

        Gap(double rows, int[] column, int[] sign) {
            this.rows = rows;
            this.column = column;
            this.sign = sign;
        }

        double width(double[] effects) {
            double width = 0;
            for (int c = 0; c < column.length; c++) {
                width += sign[c] * effects[column[c]];
            }
            return width;
        }

        /** Adds the same amount to all effects, with their signs. */
        void add(double amount, double[] sums) {
            for (int c = 0; c < column.length; c++) {
                sums[column[c]] += sign[c] * amount;
            }
        }
    }

    private final Thresholds thresholds;
    /** Column of the first threshold, which is the intercept. */
    private final int from;

    private final List<Gap> gaps = new ArrayList<>();

    /** @param shiftFrom column of the first shift, which comes before those of the thresholds, or -1 */
    Gaps(Design design, Thresholds thresholds, int from, int shiftFrom) {
        this.thresholds = thresholds;
        this.from = from;
        int[][] rows = binaryRows(design);
        for (int k = 1; k < rows.length - 1; k++) {
            int sign = shiftFrom < 0 ? 0 : k == thresholds.shifted ? 1 : k == thresholds.shifted + 1 ? -1 : 0;
            for (int i = 0; i < rows[k].length; i++) {
                // where screening took out one of the two binary rows of a row, the gap is infinite for that row
                double count = Math.max(0, rows[k][i] - thresholds.counts[k][i]) + (sign == 0 ? 0 : PRIOR_ROWS);
                if (count > 0) {
                    // thresholds are contrasts with the first
                    var columns = IntStream.of(from + k, k == 1 ? -1 : from + k - 1, sign == 0 ? -1 : shiftFrom + i);
                    var signs = IntStream.of(1, k == 1 ? 0 : -1, sign);
                    gaps.add(new Gap(
                            count,
                            columns.filter(column -> column >= 0).toArray(),
                            signs.filter(own -> own != 0).toArray()));
                }
            }
        }
    }

    /** Binary rows by category and level of the grouping that shifts: two for each row of a category between two thresholds. */
    private int[][] binaryRows(Design design) {
        var rows = new int[thresholds.counts.length][thresholds.counts[0].length];
        var threshold = (FixedTerm.Categorical) design.fixed().getFirst();
        var base = thresholds.base < 0
                ? null
                : (RandomFactor.Grouping) design.random().get(thresholds.base);
        for (int n = 0; n < design.rows(); n++) {
            rows[threshold.at(n) + 1 - design.responseAt(n)][base == null ? 0 : base.at(n)]++;
        }
        return rows;
    }

    /** Their log-likelihood; minus infinity where thresholds are out of order. */
    double logLik(double[] effects) {
        double sum = 0;
        for (var gap : gaps) {
            double width = gap.width(effects);
            sum += width > 0 ? gap.rows * Math.log(-Math.expm1(-width)) : Double.NEGATIVE_INFINITY;
        }
        return sum;
    }

    /** Adds its gradient. */
    void addScore(double[] effects, double[] score) {
        for (var gap : gaps) {
            gap.add(gap.rows / Math.expm1(gap.width(effects)), score);
        }
    }

    /** Elements of a symmetric matrix, of which each is named once. */
    interface Elements {
        void add(int i, int j, double value);
    }

    /** Adds its negative Hessian. */
    void addHessian(double[] effects, Elements to) {
        for (var gap : gaps) {
            double half = Math.sinh(gap.width(effects) / 2);
            double second = gap.rows / (4 * half * half);
            for (int c = 0; c < gap.column.length; c++) {
                for (int d = 0; d <= c; d++) {
                    to.add(gap.column[c], gap.column[d], gap.sign[c] * gap.sign[d] * second);
                }
            }
        }
    }

    /**
     * Adds how the log determinant moves through the curvature that the shifts get from here.
     *
     * @param variance of a shift on the logit scale, by column
     */
    void addThirdDerivative(double[] effects, double[] variance, double[] sums) {
        for (var gap : gaps) {
            int last = gap.column[gap.column.length - 1];
            if (last < from) {
                double half = gap.width(effects) / 2;
                double sinh = Math.sinh(half);
                gap.add(-variance[last] * gap.rows * Math.cosh(half) / (4 * sinh * sinh * sinh), sums);
            }
        }
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
