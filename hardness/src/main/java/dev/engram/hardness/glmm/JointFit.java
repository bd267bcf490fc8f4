package dev.engram.hardness.glmm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Method#JOINT}: the standard deviations at the optimum of the Laplace approximation at the joint mode. A few damped
 * scoring steps on the logarithms find the scale, then {@link QuasiNewton} climbs.
 */
final class JointFit {
    private static final double FIRST_SD = 0.5;
    private static final int SCORING_STEPS = 8;
    /** Steps of the logarithm: above the first scoring is damped, below the second it has found the scale. */
    private static final double LONGEST = 0.8;

    private static final double SCALE_FOUND = 0.15;
    /** Gain in log-likelihood that is not worth another step: far less than a ten-thousandth of a standard error. */
    static final double TOLERANCE = 1e-9;
    /** A standard deviation below the first is tried as zero, and is zero if that loses less than the second. */
    private static final double NEARLY_ZERO = 0.05;

    private static final double NO_LOSS = 1e-7;

    private final Layout layout;
    private final FitSettings settings;
    private final FitProgress progress;
    private final ModeSearch search;
    private final int[] free;
    private final double[] sd;

    private JointFit(Design design, FitSettings settings, FitProgress progress) {
        this.settings = settings;
        this.progress = progress;
        layout = new Layout(design);
        search = new ModeSearch(layout);
        var random = design.random();
        free = IntStream.range(0, random.size())
                .filter(k -> !settings.givenSd().containsKey(random.get(k).name()))
                .toArray();
        sd = new double[random.size()];
        Arrays.setAll(sd, k -> settings.givenSd().getOrDefault(random.get(k).name(), FIRST_SD));
    }

    static FitOutcome fit(Design design, FitSettings settings, FitProgress progress) {
        return new JointFit(design, settings, progress).fit();
    }

    private FitOutcome fit() {
        var surface = new LaplaceSurface(layout, search, progress, sd, free, false, 0);
        var start = Arrays.stream(free).mapToDouble(k -> sd[k]).toArray();
        var point = scored(surface, start);
        if (point == null) {
            return new Unfit(Unfit.Reason.NO_MODE, "The iterations found no mode of the effects.");
        }
        var climber = new QuasiNewton(surface, longest(point.x), TOLERANCE);
        var result = climber.climb(point, curvature(point.x, surface.latest().slope()), settings.maxIterations());
        var best = settled(surface, result.best());
        var summary = new Summary(layout, settings, Method.JOINT);
        return summary.of(best, surface.evaluations(), result.converged());
    }

    /** Steps on the logarithms, each factor by itself, until the scale is found. */
    private QuasiNewton.@Nullable Point scored(LaplaceSurface surface, double[] start) {
        var point = surface.at(start);
        for (int step = 0; step < SCORING_STEPS && point != null; step++) {
            var slope = surface.latest().slope();
            var next = point.x.clone();
            double longest = 0;
            for (int k = 0; k < free.length; k++) {
                double move = slope.byLogSd[free[k]] / information(slope, free[k]);
                move = Math.clamp(move, -LONGEST, LONGEST);
                next[k] *= Math.exp(move);
                longest = Math.max(longest, next[k] < NEARLY_ZERO ? 0 : Math.abs(move));
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

    private double[] curvature(double[] x, LaplaceSlope slope) {
        var inverse = new double[x.length * x.length];
        for (int k = 0; k < x.length; k++) {
            inverse[k * (x.length + 1)] = x[k] * x[k] / information(slope, free[k]);
        }
        return inverse;
    }

    private static double[] longest(double[] x) {
        return Arrays.stream(x).map(value -> Math.max(Math.abs(value), 0.1)).toArray();
    }

    /** Evaluates the best point once more, with standard deviations that are nearly zero as zero where that loses nothing. */
    private Mode settled(LaplaceSurface surface, QuasiNewton.Point best) {
        var zeroed = best.x.clone();
        boolean any = false;
        for (int k = 0; k < zeroed.length; k++) {
            if (Math.abs(zeroed[k]) < NEARLY_ZERO) {
                zeroed[k] = 0;
                any = true;
            }
        }
        if (any) {
            var point = surface.at(zeroed);
            if (point != null && point.value >= best.value - NO_LOSS) {
                return surface.latest().mode();
            }
        }
        surface.at(best.x);
        return surface.latest().mode();
    }
}
