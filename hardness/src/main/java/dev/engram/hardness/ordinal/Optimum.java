package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.FitProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the standard deviations, with the effects at their joint mode (what lme4 calls nAGQ = 0), and from there the optimum of
 * the full Laplace approximation over fixed effects and standard deviations (nAGQ = 1, and {@code ordinal::clmm}).
 */
final class Optimum {
    private static final double LONGEST = 1;
    /** Below this a standard deviation is tried at 0. */
    private static final double DOUBTFUL = 0.05;

    private static final double NO_LOSS = 1e-7;

    private final Layout layout;
    private final RowPass rows;
    private final ModeSearch search;
    private final FitProgress progress;
    private final int mostIterations;
    private final List<Integer> estimated = new ArrayList<>();
    private int evaluations;
    private boolean converged = true;
    private @Nullable Mode last;
    /** The last point evaluated, from which the next mode is foreseen. */
    private @Nullable LaplacePoint here;

    /** @param given by factor, NaN to estimate */
    Optimum(Layout layout, RowPass rows, double[] given, int mostIterations, FitProgress progress) {
        this.layout = layout;
        this.rows = rows;
        this.progress = progress;
        this.mostIterations = mostIterations;
        search = new ModeSearch(layout, rows);
        for (int f = 0; f < given.length; f++) {
            if (Double.isNaN(given[f])) {
                estimated.add(f);
            }
        }
    }

    int evaluations() {
        return evaluations;
    }

    boolean converged() {
        return converged;
    }

    /** The joint optimum, or null if there is none within reach. */
    @Nullable
    Mode joint(State start) {
        last = mode(start, layout.columns);
        while (last != null && !estimated.isEmpty()) {
            var point = point(last, layout.columns);
            double[] inverse = new double[estimated.size() * estimated.size()];
            for (int i = 0; i < estimated.size(); i++) {
                inverse[i * estimated.size() + i] = 1 / Math.max(point.slopes.curvature[estimated.get(i)], 1);
            }
            climb(point, inverse, layout.columns);
            if (!dropZero(layout.columns)) {
                break;
            }
        }
        return last;
    }

    /** The full optimum, from the joint one. */
    @Nullable
    Mode full(Mode joint) {
        last = joint;
        do {
            var from = mode(last.state(), layout.randomColumns);
            if (from == null) {
                return null;
            }
            var point = point(from, layout.randomColumns);
            climb(point, startOfInverse(point), layout.randomColumns);
        } while (last != null && dropZero(layout.randomColumns));
        return last;
    }

    /** The fixed effects as the joint Hessian has them, the standard deviations by their curvatures. */
    private double[] startOfInverse(LaplacePoint point) {
        int fixed = layout.columns - layout.randomColumns;
        int size = fixed + estimated.size();
        double[] inverse = new double[size * size];
        double[] apart = new double[layout.apartSize()];
        for (int i = 0; i < fixed; i++) {
            double[] unit = new double[layout.columns];
            unit[layout.randomColumns + i] = 1;
            Arrays.fill(apart, 0);
            point.mode.system().solve(apart, unit, layout.columns);
            System.arraycopy(unit, layout.randomColumns, inverse, i * size, fixed);
        }
        for (int i = 0; i < estimated.size(); i++) {
            int at = fixed + i;
            inverse[at * size + at] = 1 / Math.max(point.slopes.curvature[estimated.get(i)], 1);
        }
        return inverse;
    }

    private void climb(LaplacePoint from, double[] inverse, int size) {
        var ascent = new Ascent(inverse, from.x().length, LONGEST);
        var top = ascent.climb(from, x -> at(x, size), Math.max(1, mostIterations - evaluations));
        converged = ascent.converged();
        last = top.mode;
    }

    private @Nullable LaplacePoint at(double[] x, int size) {
        var from = Objects.requireNonNull(here);
        double[] sd = from.mode.state().sd.clone();
        int fixed = x.length - estimated.size();
        for (int i = 0; i < estimated.size(); i++) {
            sd[estimated.get(i)] = Math.exp(x[fixed + i]);
        }
        var start = from.slopes.ahead(sd);
        System.arraycopy(x, 0, start.rest, layout.randomColumns, fixed);
        var mode = mode(start, size);
        return mode == null ? null : point(mode, size);
    }

    private LaplacePoint point(Mode mode, int size) {
        var slopes = new LaplaceSlopes(layout, rows, mode, size);
        int fixed = size == layout.columns ? 0 : layout.columns - layout.randomColumns;
        double[] x = new double[fixed + estimated.size()];
        double[] slope = new double[x.length];
        System.arraycopy(mode.state().rest, layout.randomColumns, x, 0, fixed);
        System.arraycopy(slopes.fixed, 0, slope, 0, fixed);
        for (int i = 0; i < estimated.size(); i++) {
            x[fixed + i] = Math.log(mode.state().sd[estimated.get(i)]);
            slope[fixed + i] = slopes.logSd[estimated.get(i)];
        }
        here = new LaplacePoint(mode, slopes, x, slope);
        return here;
    }

    /** Sets a small standard deviation to 0 if nothing is lost; true if the rest has to be sought again. */
    private boolean dropZero(int size) {
        var top = Objects.requireNonNull(last);
        for (int f : List.copyOf(estimated)) {
            if (top.state().sd[f] < DOUBTFUL) {
                double[] sd = top.state().sd.clone();
                sd[f] = 0;
                var without = mode(top.state().withSd(layout, sd), size);
                if (without != null && without.logLik() >= top.logLik() - NO_LOSS) {
                    last = without;
                    estimated.remove(Integer.valueOf(f));
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Mode mode(State start, int size) {
        var mode = search.from(start, size);
        evaluations++;
        progress.done(evaluations, mode == null ? Double.NaN : mode.logLik());
        return mode;
    }
}
