package dev.engram.hardness.ordinal;

import java.util.Arrays;

/** Exact slopes of the Laplace log-likelihood at a mode. */
final class LaplaceSlopes {
    /** By factor, in the logarithm of its standard deviation. */
    final double[] logSd;
    /** By factor, about the negative second derivative. */
    final double[] curvature;
    /** In thresholds and coefficients; those of a mode over all effects are of no use. */
    final double[] fixed;

    private final Layout layout;
    private final Mode mode;
    private final int size;

    /** @param size the effects that the mode is over, see {@link ModeSearch} */
    LaplaceSlopes(Layout layout, RowPass rows, Mode mode, int size) {
        this.layout = layout;
        this.mode = mode;
        this.size = size;
        var state = mode.state();
        var system = mode.system();
        var inverse = new Inverse(system, layout.randomColumns);
        double[] apart = new double[state.apart.length];
        double[] rest = new double[state.rest.length];
        rows.slope(mode.predictor(), new Leverage(layout, state.sd, inverse), apart, rest);
        for (int e = 0; e < apart.length; e++) {
            apart[e] *= system.apartScale;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] *= system.scale[i];
        }
        fixed = system.eliminated(apart, rest);
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = mode.gradient().at(i) - fixed[i] / 2;
        }
        system.solve(apart, rest, size);
        logSd = new double[layout.factors()];
        curvature = new double[logSd.length];
        for (int e = 0; e < apart.length; e++) {
            add(layout.apartFactor, state.apart[e], inverse.apart[e], apart[e]);
        }
        for (int i = 0; i < layout.randomColumns; i++) {
            add(layout.factorOf[i], state.rest[i], inverse.rest[i * inverse.size + i], rest[i]);
        }
    }

    private void add(int factor, double effect, double variance, double moved) {
        logSd[factor] += effect * effect + variance - 1 - moved * effect;
        curvature[factor] += 2 * (1 - variance);
    }

    /** About where the mode will be under other standard deviations: along the tangent of its path. */
    State ahead(double[] sd) {
        var state = mode.state();
        double[] apart = new double[state.apart.length];
        double[] rest = new double[state.rest.length];
        for (int e = 0; e < apart.length; e++) {
            apart[e] = change(layout.apartFactor, sd) * state.apart[e];
        }
        for (int i = 0; i < layout.randomColumns; i++) {
            rest[i] = change(layout.factorOf[i], sd) * state.rest[i];
        }
        mode.system().solve(apart, rest, size);
        Arrays.fill(rest, size, rest.length, 0);
        return state.plus(2, apart, rest).withSd(layout, sd);
    }

    private double change(int factor, double[] sd) {
        double from = mode.state().sd[factor];
        return from > 0 && sd[factor] > 0 ? Math.log(sd[factor] / from) : 0;
    }
}
