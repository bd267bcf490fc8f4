package dev.engram.hardness.ordinal;

/**
 * The part of the log-likelihood that depends on the distances of neighbouring thresholds alone. With F the logistic function,
 * {@code F(a) - F(b) = F(a) (1 - F(b)) (1 - exp(b - a))}: an ordinal row is one or two binary rows and this.
 *
 * <p>Where a threshold shifts, each level adds half a row to either neighbouring gap, the prior that keeps them open.
 */
final class Gaps {
    private static final double PRIOR_ROWS = 0.5;

    private final Layout layout;
    /** Rows by category and level of the shifting grouping; one level without shift. */
    private final double[][] rows;

    Gaps(Layout layout, byte[] category) {
        this.layout = layout;
        int levels = layout.shifting == null ? 1 : layout.shifting.levels().size();
        rows = new double[layout.observed.names().size()][levels];
        for (int n = 0; n < category.length; n++) {
            rows[category[n]][layout.shifting == null ? 0 : layout.shifting.at(n)]++;
        }
        if (layout.shifting != null) {
            for (int gap : new int[] {layout.observed.shifted(), layout.observed.shifted() + 1}) {
                for (int i = 0; i < levels && isGap(gap); i++) {
                    rows[gap][i] += PRIOR_ROWS;
                }
            }
        }
    }

    /** A category has a gap if it is bounded on both sides. */
    private boolean isGap(int category) {
        return category > 0 && category < rows.length - 1;
    }

    /** Sign with which the shift moves the width of a category. */
    private int sign(int category) {
        int shifted = layout.shifting == null ? Integer.MIN_VALUE / 2 : layout.observed.shifted();
        return category == shifted ? 1 : category == shifted + 1 ? -1 : 0;
    }

    /** Visits the gaps that have rows. */
    private interface Visitor {
        void visit(double rows, double width, int category, int level, int sign);
    }

    private void each(Predictor at, Visitor visitor) {
        for (int k = 1; k < rows.length - 1; k++) {
            double width = at.alpha[k] - at.alpha[k - 1];
            int sign = sign(k);
            for (int i = 0; i < rows[k].length; i++) {
                if (rows[k][i] > 0) {
                    visitor.visit(rows[k][i], sign == 0 ? width : width + sign * at.shift[i], k, i, sign);
                }
            }
        }
    }

    /** Minus infinity where thresholds are out of order. */
    double value(Predictor at) {
        double[] sum = new double[1];
        each(
                at,
                (count, width, k, i, sign) ->
                        sum[0] += width > 0 ? count * Math.log(-Math.expm1(-width)) : Double.NEGATIVE_INFINITY);
        return sum[0];
    }

    /** Adds gradient and (negative) Hessian. */
    void derivatives(Predictor at, Derivatives to) {
        each(at, (count, width, k, i, sign) -> {
            double first = count / Math.expm1(width);
            double second = count / (4 * square(Math.sinh(width / 2)));
            int high = layout.alphaAt + k;
            int low = high - 1;
            to.gradient[high] += first;
            to.gradient[low] -= first;
            to.add(high, high, second);
            to.add(low, low, second);
            to.add(high, low, -second);
            if (sign != 0) {
                int shift = layout.shiftAt + i;
                to.gradient[shift] += sign * first;
                to.add(shift, shift, second);
                to.add(high, shift, sign * second);
                to.add(low, shift, -sign * second);
            }
        });
    }

    /** Adds how the log determinant moves through the curvature that the shifts get from here. */
    void slope(Predictor at, double[] shiftVariance, double[] to) {
        each(at, (count, width, k, i, sign) -> {
            if (sign != 0) {
                double half = width / 2;
                double third = -count * Math.cosh(half) / (4 * Math.sinh(half) * square(Math.sinh(half)));
                double moved = shiftVariance[i] * third;
                to[layout.alphaAt + k] += moved;
                to[layout.alphaAt + k - 1] -= moved;
                to[layout.shiftAt + i] += sign * moved;
            }
        });
    }

    private static double square(double x) {
        return x * x;
    }
}
