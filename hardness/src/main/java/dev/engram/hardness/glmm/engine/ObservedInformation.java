package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Covariance of the coefficients from the negative Hessian of the Laplace log-likelihood in standard deviations and
 * coefficients, which is half that of the deviance: what {@code summary} of {@code lme4::glmer} and {@code ordinal::clmm}
 * prints. Central differences of the exact gradient. A standard deviation of zero is held: the log-likelihood is even in it,
 * so that its row is zero beside the diagonal.
 */
final class ObservedInformation {
    /** Steps as a share of a standard error, or of a standard deviation. */
    private static final double SHARE = 0.01;

    private ObservedInformation() {}

    /**
     * The covariance, by rows, or null where the Hessian is not positive definite.
     *
     * @param surface with the coefficients as variables
     * @param x the optimum: standard deviations, then coefficients
     * @param errors standard errors of the coefficients to begin with
     */
    static double @Nullable [] covariance(LaplaceSurface surface, double[] x, double[] errors) {
        int sds = x.length - errors.length;
        int[] free =
                IntStream.range(0, x.length).filter(i -> i >= sds || x[i] > 0).toArray();
        int size = free.length;
        var information = new double[size * size];
        for (int r = 0; r < size; r++) {
            int i = free[r];
            double step = SHARE * (i < sds ? x[i] : errors[i - sds]);
            var up = surface.at(moved(x, i, step));
            var down = surface.at(moved(x, i, -step));
            if (up == null || down == null) {
                return null;
            }
            for (int c = 0; c < size; c++) {
                double value = (down.gradient[free[c]] - up.gradient[free[c]]) / (4 * step);
                information[r * size + c] += value;
                information[c * size + r] += value;
            }
        }
        var cholesky = DenseCholesky.of(size, information);
        if (cholesky.lifted()) {
            return null;
        }
        double[][] inverse = cholesky.inverse(size, WorkerTeam.ALONE);
        int held = size - errors.length;
        var covariance = new double[errors.length * errors.length];
        for (int r = 0; r < errors.length; r++) {
            System.arraycopy(inverse[held + r], held, covariance, r * errors.length, errors.length);
        }
        return covariance;
    }

    private static double[] moved(double[] x, int i, double by) {
        var moved = Arrays.copyOf(x, x.length);
        moved[i] += by;
        return moved;
    }
}
