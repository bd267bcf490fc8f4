package dev.engram.hardness.glmm;

import org.jspecify.annotations.Nullable;

/**
 * The Laplace log-likelihood as a function of the standard deviations that are free and, where they are held in the inner
 * search, the coefficients. It is even in each standard deviation, so that the search needs no bound at zero: the sign is
 * dropped.
 */
final class LaplaceSurface implements QuasiNewton.Target {
    /** An evaluation: the mode found there and the slope. */
    record Evaluation(Mode mode, LaplaceSlope slope) {}

    private final Layout layout;
    private final ModeSearch search;
    private final FitProgress progress;
    private final double[] sd;
    private final int[] free;
    private final boolean coefficientsOutside;
    private @Nullable Mode last;
    private @Nullable Evaluation evaluation;
    private int evaluations;

    /**
     * @param sd the standard deviations, by factor, of those that are not free
     * @param free the free factors
     * @param coefficientsOutside whether the coefficients are variables of this function
     */
    LaplaceSurface(
            Layout layout,
            ModeSearch search,
            FitProgress progress,
            double[] sd,
            int[] free,
            boolean coefficientsOutside,
            int evaluations) {
        this.layout = layout;
        this.search = search;
        this.progress = progress;
        this.sd = sd.clone();
        this.free = free;
        this.coefficientsOutside = coefficientsOutside;
        this.evaluations = evaluations;
    }

    /** How many evaluations there were. */
    int evaluations() {
        return evaluations;
    }

    /** The latest evaluation, whose sums over the rows still hold. */
    Evaluation latest() {
        if (evaluation == null) {
            throw new IllegalStateException("nothing was evaluated");
        }
        return evaluation;
    }

    /** Where the next search for a mode begins. */
    void startAt(Mode mode) {
        last = mode;
    }

    @Override
    public QuasiNewton.@Nullable Point at(double[] x) {
        var values = sd.clone();
        for (int k = 0; k < free.length; k++) {
            values[free[k]] = Math.abs(x[k]);
        }
        var scales = new Scales(layout, values);
        var start = last == null ? new Effects(layout) : rescaled(last, scales);
        int size = layout.columns;
        if (coefficientsOutside) {
            size = layout.randomColumns;
            System.arraycopy(x, free.length, start.columns, size, layout.coefs);
        }
        var mode = search.from(start, scales, size);
        evaluations++;
        if (mode == null) {
            return null;
        }
        last = mode;
        var slope = LaplaceSlope.at(layout, mode, size);
        evaluation = new Evaluation(mode, slope);
        double value = mode.laplace();
        progress.done(evaluations, value);
        var gradient = new double[x.length];
        for (int k = 0; k < free.length; k++) {
            gradient[k] = x[k] == 0 ? 0 : slope.byLogSd[free[k]] / x[k];
        }
        if (coefficientsOutside) {
            System.arraycopy(slope.byCoefficient, 0, gradient, free.length, layout.coefs);
        }
        return new QuasiNewton.Point(x, value, gradient);
    }

    /** The same effects, as multiples of other standard deviations. */
    private Effects rescaled(Mode from, Scales to) {
        var effects = from.effects().copy();
        double ratio = ratio(from.scales().eliminated, to.eliminated);
        for (int j = 0; j < effects.eliminated.length; j++) {
            effects.eliminated[j] *= ratio;
        }
        for (int c = 0; c < layout.randomColumns; c++) {
            effects.columns[c] *= ratio(from.scales().column[c], to.column[c]);
        }
        return effects;
    }

    private static double ratio(double from, double to) {
        return to <= 0 ? 0 : Math.clamp(from / to, 0.25, 4);
    }
}
