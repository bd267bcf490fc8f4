package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.rows.CovariatePatterns;
import java.util.Arrays;

/**
 * The rows of the fixed part with their responses, rows that agree in everything counted together where no column is dense.
 * Screening reads these and not the rows.
 */
final class Points {
    /** Variance of a column as a share of its largest square: below it the column is constant. */
    private static final double CONSTANT = 1e-14;

    /** What is left of an intercept, as a share of what was added and taken away, when it is really zero. */
    private static final double CANCELLED = 1e-6;

    final int coefs;
    private final CovariatePatterns fixed;
    private final int[] patternOf;
    private final byte[] response;
    /** Mean and spread of each dense column, with which it is read: numbers far from zero lose digits in products. */
    private final double[] mean;

    private final double[] spread;
    private final int[] zeros;
    private final int[] ones;

    Points(Design design) {
        fixed = CovariatePatterns.withoutOffset(design);
        patternOf = fixed.takeRows();
        coefs = fixed.coefficients;
        response = design.response();
        mean = new double[fixed.dense.size()];
        spread = new double[fixed.dense.size()];
        for (int m = 0; m < mean.length; m++) {
            standardise(m);
        }
        int counted = fixed.dense.size() == 0 ? fixed.count() : 0;
        zeros = new int[counted];
        ones = new int[counted];
        for (int n = 0; counted > 0 && n < response.length; n++) {
            (response[n] == 0 ? zeros : ones)[patternOf[n]]++;
        }
    }

    /** Number of points. */
    int size() {
        return zeros.length > 0 ? zeros.length : response.length;
    }

    /** Rows of a point with response 0. */
    int zeros(int point) {
        return zeros.length > 0 ? zeros[point] : 1 - response[point];
    }

    /** Rows of a point with response 1. */
    int ones(int point) {
        return zeros.length > 0 ? ones[point] : response[point];
    }

    /** The point of a row. */
    int of(int row) {
        return zeros.length > 0 ? patternOf[row] : row;
    }

    /** Reads the coefficients' factors of a point. */
    void read(int point, double[] x) {
        Arrays.fill(x, 0);
        int cell = zeros.length > 0 ? point : patternOf[point];
        for (int k = fixed.start[cell]; k < fixed.start[cell + 1]; k++) {
            x[fixed.column[k]] += fixed.value[k];
        }
        for (int m = 0; m < fixed.dense.size(); m++) {
            x[fixed.denseCoefficient[m]] = (fixed.dense.get(m).at(point) - mean[m]) / spread[m];
        }
    }

    /** From a direction in the factors as read to one in the columns as they are. */
    void unstandardise(double[] direction) {
        double size = Math.abs(direction[0]);
        for (int m = 0; m < mean.length; m++) {
            int coef = fixed.denseCoefficient[m];
            direction[coef] /= spread[m];
            direction[0] -= direction[coef] * mean[m];
            size += Math.abs(direction[coef] * mean[m]);
        }
        if (Math.abs(direction[0]) <= CANCELLED * size) {
            direction[0] = 0;
        }
    }

    private void standardise(int m) {
        var column = fixed.dense.get(m);
        double sum = 0;
        for (int n = 0; n < response.length; n++) {
            double value = column.at(n);
            sum += value / response.length;
        }
        double largest = 0;
        double squares = 0;
        for (int n = 0; n < response.length; n++) {
            double value = column.at(n);
            largest = Math.max(largest, Math.abs(value));
            squares += (value - sum) * (value - sum) / response.length;
        }
        mean[m] = sum;
        // a constant column becomes one of zeros, and not of what rounding leaves
        spread[m] = squares > CONSTANT * largest * largest ? Math.sqrt(squares) : Double.POSITIVE_INFINITY;
    }
}
