package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.engine.Effects.Scales;
import dev.engram.hardness.glmm.engine.ModeSearch.Mode;
import dev.engram.hardness.glmm.numeric.QuasiNewton;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The Laplace log-likelihood as a function of the standard deviations that are free and, where they are held in the inner
 * search, of the coefficients. It is even in each standard deviation, so that the search needs no bound at zero: the sign is
 * dropped.
 */
final class LaplaceSurface implements QuasiNewton.Target {
    /** Beyond it a standard deviation on the logit scale is on its way to infinity. */
    private static final double BEYOND = 20;

    private static final int INTERCEPT_STEPS = 100;
    /** A standard deviation below the first is tried as zero, and is zero if that loses less than the second. */
    static final double NEARLY_ZERO = 0.05;

    private static final double NO_LOSS = 1e-7;

    /** A point with the mode there and its slope. The sums over the rows of the mode hold until the next evaluation. */
    static final class Point extends QuasiNewton.Point {
        final Mode mode;
        final LaplaceSlope slope;

        Point(double[] x, double[] gradient, Mode mode, LaplaceSlope slope) {
            super(x, mode.laplace(), gradient);
            this.mode = mode;
            this.slope = slope;
        }
    }

    private final Layout layout;
    private final ModeSearch search;
    private final FitProgress progress;
    private final double[] sd;
    private final int[] free;
    private boolean coefficientsOutside;
    private @Nullable Point latest;
    private int evaluations;

    /**
     * @param sd the standard deviations, by factor, of those that are not free
     * @param free the free factors
     */
    LaplaceSurface(Layout layout, FitProgress progress, double[] sd, int[] free) {
        this.layout = layout;
        search = new ModeSearch(layout);
        this.progress = progress;
        this.sd = sd;
        this.free = free;
    }

    /** From here on the coefficients are variables of this function too. */
    LaplaceSurface withCoefficientsOutside() {
        coefficientsOutside = true;
        return this;
    }

    /** How many evaluations there were. */
    int evaluations() {
        return evaluations;
    }

    /** The latest evaluation that found a mode. */
    Point latest() {
        return Objects.requireNonNull(latest, "nothing was evaluated");
    }

    @Override
    public boolean beyond(double[] x) {
        return runaway(x) >= 0;
    }

    /** The factor whose standard deviation is on its way to infinity, or -1. */
    int runaway(double[] x) {
        for (int k = 0; k < free.length; k++) {
            if (Math.abs(x[k]) > BEYOND) {
                return free[k];
            }
        }
        return -1;
    }

    @Override
    public @Nullable Point at(double[] x) {
        var values = sd.clone();
        for (int k = 0; k < free.length; k++) {
            values[free[k]] = Math.abs(x[k]);
        }
        var scales = new Scales(layout, values);
        var start = latest == null ? first() : rescaled(latest.mode, scales);
        int size = layout.size;
        if (coefficientsOutside) {
            size = layout.beta;
            System.arraycopy(x, free.length, start.remainder, size, layout.coefficients);
        }
        var mode = search.from(start, scales, size);
        evaluations++;
        if (mode == null) {
            return null;
        }
        var slope = new LaplaceSlope(layout, mode, size);
        var gradient = new double[x.length];
        for (int k = 0; k < free.length; k++) {
            gradient[k] = x[k] == 0 ? 0 : slope.byLogSd[free[k]] / x[k];
        }
        if (coefficientsOutside) {
            System.arraycopy(slope.byCoefficient, 0, gradient, free.length, layout.coefficients);
        }
        latest = new Point(x, gradient, mode, slope);
        progress.done(evaluations, latest.value);
        return latest;
    }

    /** A mode as a point of this surface with the coefficients outside. */
    double[] place(Mode mode) {
        var x = new double[free.length + layout.coefficients];
        for (int k = 0; k < free.length; k++) {
            x[k] = mode.scales().sd[free[k]];
        }
        System.arraycopy(mode.effects().remainder, layout.beta, x, free.length, layout.coefficients);
        return x;
    }

    /** The mode at the best point, standard deviations that are nearly zero set to zero where that loses nothing. */
    Mode settle(QuasiNewton.Point best) {
        var zeroed = best.x.clone();
        for (int k = 0; k < free.length; k++) {
            zeroed[k] = Math.abs(zeroed[k]) < NEARLY_ZERO ? 0 : zeroed[k];
        }
        if (!Arrays.equals(zeroed, best.x)) {
            var point = at(zeroed);
            if (point != null && point.value >= best.value - NO_LOSS) {
                return point.mode;
            }
        }
        return ((Point) best).mode;
    }

    private Effects first() {
        var effects = new Effects(layout);
        if (layout.gaps == null) {
            effects.remainder[layout.beta] = firstIntercept();
        } else {
            layout.gaps.start(
                    effects.remainder,
                    IntStream.range(0, layout.rows.rows)
                            .mapToDouble(layout::offset)
                            .average()
                            .orElse(0));
        }
        return effects;
    }

    /**
     * The intercept that fits the mean response with every other effect zero, roughly: from zero a large offset saturates the
     * rows, and Newton's method runs away.
     */
    private double firstIntercept() {
        double intercept = 0;
        for (int step = 0; step < INTERCEPT_STEPS; step++) {
            double residual = 0;
            double weight = 0;
            for (int n = 0; n < layout.rows.rows; n++) {
                double mu = 1 / (1 + Math.exp(-intercept - layout.offset(n)));
                residual += (layout.rows.cell[n] & 1) - mu;
                weight += mu * (1 - mu);
            }
            // on the wrong side of the answer Newton's own step would be far too long
            double move = Math.clamp(residual / Math.max(weight, Double.MIN_NORMAL), -2, 2);
            intercept += move;
            if (Math.abs(move) < 1e-3) {
                break;
            }
        }
        return intercept;
    }

    /** The same effects, as multiples of other standard deviations. */
    private Effects rescaled(Mode from, Scales to) {
        var effects = from.effects().copy();
        double ratio = ratio(from.scales().primary, to.primary);
        for (int j = 0; j < effects.primary.length; j++) {
            effects.primary[j] *= ratio;
        }
        for (int c = 0; c < layout.beta; c++) {
            effects.remainder[c] *= ratio(from.scales().remainder[c], to.remainder[c]);
        }
        return effects;
    }

    private static double ratio(double from, double to) {
        return to <= 0 ? 0 : Math.clamp(from / to, 0.25, 4);
    }
}
