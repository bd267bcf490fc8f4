package dev.engram.hardness.glmm;

import java.util.Arrays;

/**
 * A symmetric positive definite matrix in memory of its own: filled in its upper half, factored as U'U there, inverted into
 * its lower half. Work goes by tiles of columns, each summed in one order: the same bits for any number of threads.
 */
final class SweepDense {
    private static final int PANEL = 32;
    private static final int TILE = 64;

    final int size;
    /** Rows; until factored only columns from the row's own number on have meaning. */
    final double[][] row;

    private final double[] diagonal;
    private boolean lifted;

    SweepDense(int size) {
        this.size = size;
        row = new double[size][size];
        diagonal = new double[size];
    }

    /** An element of the upper half, whatever the order of the indices, before factoring. */
    double upper(int i, int j) {
        return i <= j ? row[i][j] : row[j][i];
    }

    /** An element of the inverse. */
    double inverse(int i, int j) {
        return i >= j ? row[i][j] : row[j][i];
    }

    /** Whether the matrix was singular to rounding. */
    boolean lifted() {
        return lifted;
    }

    /** Logarithm of the determinant of the first rows and columns, after factoring. */
    double logDeterminant(int first) {
        double sum = 0;
        for (int i = 0; i < first; i++) {
            sum += Math.log(diagonal[i]);
        }
        return 2 * sum;
    }

    void factor(SweepTeam team) {
        for (int k = 0; k < size; k++) {
            diagonal[k] = row[k][k];
        }
        for (int begin = 0; begin < size; begin += PANEL) {
            int end = Math.min(size, begin + PANEL);
            for (int k = begin; k < end; k++) {
                double[] pivotRow = row[k];
                double root = Math.sqrt(pivot(pivotRow[k], diagonal[k]));
                diagonal[k] = root;
                for (int j = k + 1; j < size; j++) {
                    pivotRow[j] /= root;
                }
                for (int i = k + 1; i < end; i++) {
                    subtract(row[i], pivotRow, pivotRow[i], i, size);
                }
            }
            int from = begin;
            int first = end / TILE;
            int tiles = Math.ceilDiv(size, TILE) - first;
            team.run(tiles, (long) tiles * tiles < 64, t -> {
                int left = Math.max(end, (first + t) * TILE);
                int right = Math.min(size, (first + t + 1) * TILE);
                for (int i = end; i < right; i++) {
                    subtract(i, from, end, Math.max(i, left), right);
                }
            });
        }
    }

    /** A coefficient of a column of tiny numbers has a tiny diagonal, and that is no loss of rank. */
    private double pivot(double value, double before) {
        double scale = before > 0 && before < 1 ? before : 1;
        if (value > 1e-12 * scale) {
            return value;
        }
        lifted = true;
        return 1e13 * scale;
    }

    /** Takes from row i the rows [from, end) times their element i. */
    private void subtract(int i, int from, int end, int left, int right) {
        int k = from;
        for (; k + 4 <= end; k += 4) {
            subtract(
                    row[i],
                    row[k],
                    row[k + 1],
                    row[k + 2],
                    row[k + 3],
                    row[k][i],
                    row[k + 1][i],
                    row[k + 2][i],
                    row[k + 3][i],
                    left,
                    right);
        }
        for (; k < end; k++) {
            subtract(row[i], row[k], row[k][i], left, right);
        }
    }

    /** Inverts; factored before. */
    void invert(SweepTeam team) {
        for (int i = 0; i < size; i++) {
            row[i][i] = 0;
        }
        int tiles = Math.ceilDiv(size, TILE);
        team.run(tiles, tiles < 4, t -> {
            int left = t * TILE;
            int right = Math.min(size, left + TILE);
            invertFactor(left, right);
            multiplyBack(left, right);
        });
    }

    /** The columns of the inverse of U', row by row. */
    private void invertFactor(int left, int right) {
        for (int i = left; i < size; i++) {
            double[] target = row[i];
            int within = Math.min(i, right);
            Arrays.fill(target, left, within, 0);
            for (int k = left; k < within; k++) {
                subtract(target, row[k], row[k][i], left, k);
                target[k] -= row[k][i] / diagonal[k];
            }
            subtract(i, right, i, left, right);
            for (int j = left; j < within; j++) {
                target[j] /= diagonal[i];
            }
        }
    }

    /** The columns of the inverse from those of U'. The diagonal element of row i is in the inverse of U' 1 / U_ii. */
    private void multiplyBack(int left, int right) {
        for (int i = size - 1; i >= left; i--) {
            double[] target = row[i];
            int end = Math.min(i + 1, right);
            if (i < right) {
                target[i] = 1 / diagonal[i];
            }
            int k = i + 1;
            for (; k + 4 <= size; k += 4) {
                subtract(
                        target,
                        row[k],
                        row[k + 1],
                        row[k + 2],
                        row[k + 3],
                        target[k],
                        target[k + 1],
                        target[k + 2],
                        target[k + 3],
                        left,
                        end);
            }
            for (; k < size; k++) {
                subtract(target, row[k], target[k], left, end);
            }
            for (int j = left; j < end; j++) {
                target[j] /= diagonal[i];
            }
        }
    }

    private static void subtract(double[] target, double[] source, double factor, int from, int to) {
        for (int j = from; j < to; j++) {
            target[j] -= factor * source[j];
        }
    }

    private static void subtract(
            double[] target,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double fa,
            double fb,
            double fc,
            double fd,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            target[j] -= fa * a[j] + fb * b[j] + (fc * c[j] + fd * d[j]);
        }
    }
}
