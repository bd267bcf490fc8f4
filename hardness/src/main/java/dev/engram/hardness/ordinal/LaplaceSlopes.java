package dev.engram.hardness.ordinal;

/** Exact slopes of the Laplace log-likelihood at a mode. */
final class LaplaceSlopes {
    /** By factor, in the logarithm of its standard deviation. */
    final double[] logSd;
    /** By factor, about the negative second derivative. */
    final double[] curvature;
    /** In thresholds and coefficients; those of a mode over all effects are of no use. */
    final double[] fixed;

    /** @param size the effects that the mode is over, see {@link ModeSearch} */
    LaplaceSlopes(Layout layout, RowPass rows, Mode mode, int size) {
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
}
