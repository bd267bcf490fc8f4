package dev.engram.hardness.rank;

import java.util.Arrays;

/**
 * A factor L with {@code L L' = V} of a covariance that may be singular, by Cholesky with complete pivoting: stops at the
 * rank of V, where what is left is rounding.
 *
 * <p>Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 10.3.
 */
final class NormalFactor {
    private static final double ROUNDING = 1e-12;
    private static final double NEGATIVE = 1e-8;
    private static final double EQUAL = 1e-9;

    private final int size;
    private final int rank;
    /** {@code columns[k * size + i]} is L_ik. */
    private final double[] columns;

    /**
     * @param covariance row after row, symmetric
     * @throws IllegalArgumentException if V has a clearly negative direction
     */
    NormalFactor(double[] covariance, int size) {
        this.size = size;
        columns = new double[size * size];
        double[] left = new double[size];
        double largest = 0;
        for (int i = 0; i < size; i++) {
            left[i] = covariance[i * size + i];
            largest = Math.max(largest, left[i]);
        }
        int step = 0;
        while (step < size) {
            int pivot = largest(left);
            if (left[pivot] <= ROUNDING * largest) {
                break;
            }
            eliminate(covariance, left, pivot, step++);
        }
        rank = step;
        for (int i = 0; i < size; i++) {
            if (left[i] < -NEGATIVE * largest) {
                throw new IllegalArgumentException(
                        "covariance must have no negative direction, row " + i + " leaves a variance of " + left[i]);
            }
        }
    }

    private void eliminate(double[] covariance, double[] left, int pivot, int step) {
        double root = Math.sqrt(left[pivot]);
        int column = step * size;
        for (int i = 0; i < size; i++) {
            if (Double.isNaN(left[i])) {
                continue; // was a pivot before
            }
            double sum = covariance[i * size + pivot];
            for (int k = 0; k < step; k++) {
                sum -= columns[k * size + i] * columns[k * size + pivot];
            }
            columns[column + i] = sum / root;
            left[i] -= columns[column + i] * columns[column + i];
        }
        columns[column + pivot] = root;
        left[pivot] = Double.NaN;
    }

    /** The first of the largest: of a centred covariance the last two are equal, and rounding must not choose. */
    private static int largest(double[] left) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double variance : left) {
            largest = variance > largest ? variance : largest; // not max: pivots are NaN
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] >= largest - EQUAL * Math.abs(largest)) {
                return i;
            }
        }
        throw new IllegalStateException("no pivot left");
    }

    int rank() {
        return rank;
    }

    /**
     * L times a standard normal vector, a draw from N(0, V).
     *
     * @param standard standard normal, at least as many as {@link #rank()}; the first matter most
     */
    void multiply(double[] standard, double[] into) {
        Arrays.fill(into, 0);
        for (int k = 0; k < rank; k++) {
            double z = standard[k];
            int column = k * size;
            for (int i = 0; i < size; i++) {
                into[i] += columns[column + i] * z;
            }
        }
    }
}
