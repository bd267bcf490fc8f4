package dev.engram.hardness.glmm.laplace;

import dev.engram.hardness.glmm.Covariance;

/** Elements of the inverse of the joint Hessian, in spherical effects. */
final class JointInverse {
    private final Layout layout;
    private final Mode mode;
    private final int columns;
    private final double[][] schur;

    JointInverse(Layout layout, Mode mode) {
        this.layout = layout;
        this.mode = mode;
        columns = layout.columns;
        schur = mode.hessian().inverse(columns);
    }

    /** Variance of a column. */
    double variance(int column) {
        return schur[column][column];
    }

    /** Covariance of two columns. */
    double covariance(int column, int other) {
        return schur[column][other];
    }

    /** Variance of a level of the eliminated grouping. */
    double varianceOfLevel(int j) {
        double d = mode.hessian().diagonal[j];
        int begin = layout.patternStart[j];
        int end = layout.patternStart[j + 1];
        double sum = 0;
        for (int a = begin; a < end; a++) {
            double[] row = schur[layout.pattern[a]];
            double inner = 0;
            for (int b = begin; b < end; b++) {
                inner += mode.hessian().cross(b) * row[layout.pattern[b]];
            }
            sum += mode.hessian().cross(a) * inner;
        }
        return 1 / d + sum / (d * d);
    }

    /** Covariance of all levels of a factor, unscaled. */
    Covariance covariance(int factor) {
        int size = layout.reported(factor);
        double variance = mode.scales().sd[factor] * mode.scales().sd[factor];
        var values = new double[size * size];
        if (factor != layout.eliminated) {
            int from = layout.from(factor);
            for (int r = 0; r < size; r++) {
                for (int c = 0; c < size; c++) {
                    values[r * size + c] = variance * schur[from + r][from + c];
                }
            }
            return Covariance.owning(size, values, false);
        }
        var diagonal = mode.hessian().diagonal;
        for (int r = 0; r < size; r++) {
            var along = times(r);
            for (int c = 0; c <= r; c++) {
                double value = between(c, along) / (diagonal[r] * diagonal[c]) + (c == r ? 1 / diagonal[r] : 0);
                values[r * size + c] = variance * value;
                values[c * size + r] = variance * value;
            }
        }
        return Covariance.owning(size, values, false);
    }

    /** The inverse of the Schur complement times the pattern of a level. */
    private double[] times(int j) {
        var product = new double[columns];
        for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
            double value = mode.hessian().cross(k);
            double[] row = schur[layout.pattern[k]];
            for (int c = 0; c < columns; c++) {
                product[c] += value * row[c];
            }
        }
        return product;
    }

    private double between(int j, double[] along) {
        double sum = 0;
        for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
            sum += mode.hessian().cross(k) * along[layout.pattern[k]];
        }
        return sum;
    }
}
