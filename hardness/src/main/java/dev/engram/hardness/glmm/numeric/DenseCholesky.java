package dev.engram.hardness.glmm.numeric;

/**
 * Cholesky factorisation U'U of a symmetric positive definite matrix. Work goes by tiles of columns, each summed in one order:
 * the same bits for any number of threads.
 */
public final class DenseCholesky {
    private static final int PANEL = 32;
    private static final int TILE = 64;
    /** Share of a diagonal element below which what is left of it is rounding. */
    private static final double ROUNDING = 1e-13;

    public final int size;
    /** By row; only columns from the row's own number on have meaning. */
    public final double[][] row;

    private final double[] diagonal;
    private boolean lifted;

    /** A matrix of zeros, to be filled. */
    public DenseCholesky(int size) {
        this.size = size;
        row = new double[size][size];
        diagonal = new double[size];
    }

    /** A small matrix, by rows, factored. */
    public static DenseCholesky of(int size, double[] matrix) {
        var cholesky = new DenseCholesky(size);
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                // the lower half, which every caller fills
                cholesky.row[i][j] = matrix[j * size + i];
            }
        }
        cholesky.factor(WorkerTeam.ALONE);
        return cholesky;
    }

    /** An element, whatever the order of the indices, before factoring. */
    public double at(int i, int j) {
        return i <= j ? row[i][j] : row[j][i];
    }

    /**
     * Whether the matrix was singular to rounding. The pivots concerned are so large that the effects of these directions stay
     * where they are.
     */
    public boolean lifted() {
        return lifted;
    }

    /** Logarithm of the determinant of the first rows and columns. */
    public double logDeterminant(int first) {
        double sum = 0;
        for (int i = 0; i < first; i++) {
            sum += Math.log(diagonal[i]);
        }
        return 2 * sum;
    }

    public void factor(WorkerTeam team) {
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
                    subtract(row[i], row, i, from, end, Math.max(i, left), right);
                }
            });
        }
    }

    private double pivot(double value, double before) {
        if (value > ROUNDING * before + Double.MIN_NORMAL) {
            return value;
        }
        lifted = true;
        return 1e13 * (before > 0 ? before : 1);
    }

    /** Solves in place for the first {@code leading} rows and columns, the part of {@code x} that begins at {@code from}. */
    public void solve(double[] x, int from, int leading) {
        for (int k = 0; k < leading; k++) {
            double value = x[from + k] / diagonal[k];
            x[from + k] = value;
            for (int j = k + 1; j < leading; j++) {
                x[from + j] -= row[k][j] * value;
            }
        }
        for (int k = leading - 1; k >= 0; k--) {
            double sum = x[from + k];
            for (int j = k + 1; j < leading; j++) {
                sum -= row[k][j] * x[from + j];
            }
            x[from + k] = sum / diagonal[k];
        }
    }

    /** The inverse of the first {@code leading} rows and columns, all elements. */
    public double[][] inverse(int leading, WorkerTeam team) {
        var inverse = new double[leading][leading];
        int tiles = Math.ceilDiv(leading, TILE);
        team.run(tiles, tiles < 4, t -> {
            int left = t * TILE;
            int right = Math.min(leading, left + TILE);
            invertFactor(inverse, left, right);
            multiplyBack(inverse, left, right);
        });
        team.run(tiles, tiles < 4, t -> {
            for (int i = t * TILE; i < Math.min(leading, (t + 1) * TILE); i++) {
                for (int j = i + 1; j < leading; j++) {
                    inverse[i][j] = inverse[j][i];
                }
            }
        });
        return inverse;
    }

    /** The columns of the inverse of U', row by row, without its diagonal. */
    private void invertFactor(double[][] inverse, int left, int right) {
        for (int i = left; i < inverse.length; i++) {
            double[] target = inverse[i];
            int within = Math.min(i, right);
            for (int k = left; k < within; k++) {
                subtract(target, inverse[k], row[k][i], left, k);
                target[k] -= row[k][i] / diagonal[k];
            }
            subtract(target, inverse, i, right, i, left, right);
            for (int j = left; j < within; j++) {
                target[j] /= diagonal[i];
            }
        }
    }

    /** The columns of the inverse from those of U'. */
    private void multiplyBack(double[][] inverse, int left, int right) {
        for (int i = inverse.length - 1; i >= left; i--) {
            double[] target = inverse[i];
            double[] upper = row[i];
            int end = Math.min(i + 1, right);
            if (i < right) {
                target[i] = 1 / diagonal[i];
            }
            int k = i + 1;
            for (; k + 4 <= inverse.length; k += 4) {
                subtract(target, inverse, k, upper[k], upper[k + 1], upper[k + 2], upper[k + 3], left, end);
            }
            for (; k < inverse.length; k++) {
                subtract(target, inverse[k], upper[k], left, end);
            }
            for (int j = left; j < end; j++) {
                target[j] /= diagonal[i];
            }
        }
    }

    /** Takes rows [from, end) of {@code source} off, each times element i of the same row of the factor. */
    private void subtract(double[] target, double[][] source, int i, int from, int end, int left, int right) {
        int k = from;
        for (; k + 4 <= end; k += 4) {
            subtract(target, source, k, row[k][i], row[k + 1][i], row[k + 2][i], row[k + 3][i], left, right);
        }
        for (; k < end; k++) {
            subtract(target, source[k], row[k][i], left, right);
        }
    }

    private static void subtract(double[] target, double[] source, double factor, int from, int to) {
        for (int j = from; j < to; j++) {
            target[j] -= factor * source[j];
        }
    }

    /** Four rows at a time: a loop that the compiler turns into vector instructions. */
    private static void subtract(
            double[] target, double[][] source, int k, double fa, double fb, double fc, double fd, int from, int to) {
        double[] a = source[k];
        double[] b = source[k + 1];
        double[] c = source[k + 2];
        double[] d = source[k + 3];
        for (int j = from; j < to; j++) {
            target[j] -= fa * a[j] + fb * b[j] + (fc * c[j] + fd * d[j]);
        }
    }
}
