package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.numeric.QuasiNewton;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the free standard deviations at the joint mode. A few damped scoring steps on the logarithms find the
 * scale, then {@link QuasiNewton} climbs.
 */
final class VarianceSearch {
    /** Gain in log-likelihood that is not worth another step: standard deviations are then right to five digits or so. */
    static final double TOLERANCE = 1e-11;

    private static final double FIRST_SD = 0.5;
    private static final int SCORING_STEPS = 8;
    /** Steps of a logarithm: scoring is damped to the first, and has found the scale below the second. */
    private static final double LONGEST = 0.8;

    private static final double SCALE_FOUND = 0.15;

    private final Layout layout;
    private final FitSettings settings;
    private final int[] free;
    private final double[] sd;
    private final LaplaceSurface surface;

    VarianceSearch(Layout layout, FitSettings settings, FitProgress progress) {
        this.layout = layout;
        this.settings = settings;
        var random = layout.design.random();
        free = IntStream.range(0, random.size())
                .filter(k -> !settings.givenSd().containsKey(random.get(k).name()))
                .toArray();
        sd = new double[random.size()];
        Arrays.setAll(sd, k -> settings.givenSd().getOrDefault(random.get(k).name(), FIRST_SD));
        surface = new LaplaceSurface(layout, progress, sd, free);
    }

    /** Why there is no fit where a standard deviation has no finite estimate, or null. */
    @Nullable
    Unfit runaway(QuasiNewton.Point point) {
        int factor = surface.runaway(point.x);
        if (factor < 0) {
            return null;
        }
        var name = layout.design.random().get(factor).name();
        return new Unfit(
                Unfit.Reason.SEPARATION,
                "The standard deviation of " + name + " grows without end: with it nearly every response is predicted"
                        + " (separation), and no finite estimate exists. Leave " + name + " out, or gather more rows.");
    }

    LaplaceSurface surface() {
        return surface;
    }

    /** The optimum to a tolerance, or null where there is no mode. */
    QuasiNewton.@Nullable Result climb(double tolerance) {
        var point = scored(Arrays.stream(free).mapToDouble(k -> sd[k]).toArray());
        if (point == null) {
            return null;
        }
        if (surface.beyond(point.x)) {
            return new QuasiNewton.Result(point, false);
        }
        var inverse = curvature(point.x, surface.latest().slope, free.length);
        return new QuasiNewton(surface, longest(point.x), tolerance).climb(point, inverse, settings.maxIterations());
    }

    /** Steps on the logarithms, each factor by itself, until the scale is found. */
    private QuasiNewton.@Nullable Point scored(double[] start) {
        var point = surface.at(start);
        for (int step = 0; step < SCORING_STEPS && point != null && !surface.beyond(point.x); step++) {
            var slope = surface.latest().slope;
            var next = point.x.clone();
            double longest = 0;
            for (int k = 0; k < free.length; k++) {
                double move = slope.byLogSd[free[k]] / information(slope, free[k]);
                move = Math.clamp(move, -LONGEST, LONGEST);
                next[k] *= Math.exp(move);
                longest = Math.max(longest, next[k] < LaplaceSurface.NEARLY_ZERO ? 0 : Math.abs(move));
            }
            if (longest < SCALE_FOUND) {
                break;
            }
            point = surface.at(next);
        }
        return point;
    }

    /** Expected information on the logarithm of a standard deviation, were all levels alike. */
    private double information(LaplaceSlope slope, int factor) {
        int levels = layout.design.random().get(factor).levels().size();
        return Math.max(2 * slope.freedom[factor] * slope.freedom[factor] / levels, 1e-3);
    }

    /** A guess of the inverse of the negative Hessian: that of the standard deviations in the corner of a larger matrix. */
    double[] curvature(double[] x, LaplaceSlope slope, int size) {
        var inverse = new double[size * size];
        for (int k = 0; k < free.length; k++) {
            inverse[k * (size + 1)] = x[k] * x[k] / information(slope, free[k]);
        }
        return inverse;
    }

    /** Longest steps of the standard deviations. */
    static double[] longest(double[] x) {
        return Arrays.stream(x).map(value -> Math.max(Math.abs(value), 0.1)).toArray();
    }
}
