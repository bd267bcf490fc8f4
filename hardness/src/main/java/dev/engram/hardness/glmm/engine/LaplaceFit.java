package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.QuasiNewton;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Method#JOINT}: the standard deviations at the optimum of the Laplace approximation at the joint mode.
 * {@link Method#LAPLACE}: standard deviations and coefficients at the optimum of the Laplace approximation, the random
 * effects at their mode given those. Begins at the joint optimum, which is near, with its information as the guess of the
 * curvature.
 */
public final class LaplaceFit {
    /** The joint optimum is only a start here. */
    private static final double START_TOLERANCE = 1e-3;
    /** Steps of differences as a share of a standard error, or of a standard deviation. */
    private static final double SHARE = 0.01;

    private static final FitWarning INDEFINITE = new FitWarning(
            FitWarning.Code.CONDITIONAL,
            "The Hessian of the deviance is not positive definite: standard errors take the standard deviations of"
                    + " the random effects as known.");

    private LaplaceFit() {}

    /**
     * Fits a screened design by {@link Method#JOINT} or {@link Method#LAPLACE}.
     *
     * @param logLikOnly whether the log-likelihood is all that is wanted: there are no effects then
     */
    public static FitOutcome fit(
            Design design, FitSettings settings, FitProgress progress, WorkerTeam team, boolean logLikOnly) {
        var layout = new Layout(design, team);
        var search = new VarianceSearch(layout, settings, progress);
        var surface = search.surface();
        boolean jointly = settings.method() == Method.JOINT;
        var optimum = search.climb(jointly ? VarianceSearch.TOLERANCE : START_TOLERANCE);
        if (!jointly && optimum != null && search.runaway(optimum.best()) == null) {
            optimum = climbWithCoefficients(layout, search, optimum.best().x, settings);
        }
        if (optimum == null) {
            return new Unfit(
                    Unfit.Reason.NO_MODE,
                    "The iterations found no mode of the effects: the numbers of the design are too extreme, or its terms"
                            + " too nearly dependent.");
        }
        var runaway = search.runaway(optimum.best());
        if (runaway != null) {
            return runaway;
        }
        var mode = surface.settle(optimum.best());
        int evaluations = surface.evaluations();
        var summary = new Summary(layout, settings, mode.scales().natural(mode.effects()), mode.scales().sd);
        if (logLikOnly) {
            return summary.of(mode.laplace(), null, null, evaluations, optimum.converged(), List.of());
        }
        var inverse = new JointInverse(mode.restored().hessian());
        var covariance = jointly ? null : covariance(layout, surface, surface.place(mode), inverse);
        var warnings = jointly || covariance != null ? List.<FitWarning>of() : List.of(INDEFINITE);
        mode.restored();
        return summary.of(mode.laplace(), inverse, covariance, evaluations, optimum.converged(), warnings);
    }

    /** From the joint optimum to that in standard deviations and coefficients; null where there is no mode. */
    private static QuasiNewton.@Nullable Result climbWithCoefficients(
            Layout layout, VarianceSearch search, double[] joint, FitSettings settings) {
        var from = search.surface().latest();
        var surface = search.surface().withCoefficientsOutside();
        int sds = joint.length;
        var x = Arrays.copyOf(joint, sds + layout.coefficients);
        System.arraycopy(from.mode.effects().remainder, layout.beta, x, sds, layout.coefficients);
        var inverse = search.curvature(joint, from.slope, x.length);
        var longest = Arrays.copyOf(VarianceSearch.longest(joint), x.length);
        var covariance = from.mode.hessian().inverse(layout.size);
        for (int r = 0; r < layout.coefficients; r++) {
            System.arraycopy(
                    covariance[layout.beta + r], layout.beta, inverse, (sds + r) * x.length + sds, layout.coefficients);
            longest[sds + r] = 3 * Math.sqrt(inverse[(sds + r) * (x.length + 1)]);
        }
        var start = surface.at(x);
        return start == null
                ? null
                : new QuasiNewton(surface, longest, VarianceSearch.TOLERANCE)
                        .climb(start, inverse, settings.maxIterations());
    }

    /**
     * Covariance of the coefficients from the negative Hessian of the Laplace log-likelihood in standard deviations and
     * coefficients, which is half that of the deviance: what {@code summary} of {@code lme4::glmer} and {@code ordinal::clmm}
     * prints. Central differences of the exact gradient. A standard deviation of zero is held: the log-likelihood is even in it,
     * so that its row is zero beside the diagonal. By rows; null where the Hessian is not positive definite.
     *
     * @param surface with the coefficients as variables
     * @param x the optimum: standard deviations, then coefficients
     * @param inverse which has standard errors of the coefficients to begin with
     */
    private static double @Nullable [] covariance(
            Layout layout, LaplaceSurface surface, double[] x, JointInverse inverse) {
        int coefficients = layout.coefficients;
        int sds = x.length - coefficients;
        int[] free =
                IntStream.range(0, x.length).filter(i -> i >= sds || x[i] > 0).toArray();
        int size = free.length;
        var information = new double[size * size];
        for (int r = 0; r < size; r++) {
            int i = free[r];
            double step = SHARE * (i < sds ? x[i] : Math.sqrt(inverse.ofCoefficients(i - sds, i - sds)));
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
        double[][] all = cholesky.inverse(size, WorkerTeam.ALONE);
        int from = size - coefficients;
        var covariance = new double[coefficients * coefficients];
        for (int r = 0; r < coefficients; r++) {
            System.arraycopy(all[from + r], from, covariance, r * coefficients, coefficients);
        }
        return covariance;
    }

    private static double[] moved(double[] x, int i, double by) {
        var moved = Arrays.copyOf(x, x.length);
        moved[i] += by;
        return moved;
    }
}
