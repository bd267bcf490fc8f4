package dev.engram.hardness.glmm;

/** Cholesky factor of a small positive definite matrix, kept whole by rows; pivots that rounding has eaten are lifted. */
final class SweepFactor {
    private final int size;
    private final double[] lower;
    private boolean lifted;

    /** Factors {@code matrix} in its place. */
    SweepFactor(int size, double[] matrix) {
        this.size = size;
        lower = matrix;
        for (int i = 0; i < size; i++) {
            double diagonal = lower[i * size + i];
            for (int j = 0; j <= i; j++) {
                double sum = lower[i * size + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * size + k] * lower[j * size + k];
                }
                lower[i * size + j] = i == j ? Math.sqrt(pivot(sum, diagonal)) : sum / lower[j * size + j];
            }
        }
    }

    private double pivot(double value, double diagonal) {
        double least = 1e-13 * diagonal + Double.MIN_NORMAL;
        if (value > least) {
            return value;
        }
        lifted = true;
        // so large that the effect of this direction stays where it is
        return Math.max(1, diagonal) * 1e13;
    }

    /** Whether the matrix was singular to rounding. */
    boolean lifted() {
        return lifted;
    }

    /** Solves in place for the part of {@code x} that begins at {@code from}. */
    void solve(double[] x, int from) {
        for (int i = 0; i < size; i++) {
            double sum = x[from + i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i * size + k] * x[from + k];
            }
            x[from + i] = sum / lower[i * size + i];
        }
        for (int i = size - 1; i >= 0; i--) {
            double value = x[from + i] / lower[i * size + i];
            x[from + i] = value;
            for (int k = 0; k < i; k++) {
                x[from + k] -= lower[i * size + k] * value;
            }
        }
    }

    /** The inverse, by rows. */
    double[] inverse() {
        var inverse = new double[size * size];
        var unit = new double[size];
        for (int i = 0; i < size; i++) {
            java.util.Arrays.fill(unit, 0);
            unit[i] = 1;
            solve(unit, 0);
            System.arraycopy(unit, 0, inverse, i * size, size);
        }
        return inverse;
    }
}
