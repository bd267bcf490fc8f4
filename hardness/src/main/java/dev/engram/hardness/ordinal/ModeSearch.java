package dev.engram.hardness.ordinal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Newton's method with step halving, either over all effects or over the random ones with the fixed ones held. */
final class ModeSearch {
    private static final int MOST_STEPS = 60;
    private static final int MOST_HALVINGS = 30;
    /** Gain, in log-likelihood, that a further step would bring. */
    private static final double NO_GAIN = 1e-11;

    private static final double ROUNDING = 1e-11;

    private final Layout layout;
    private final RowPass rows;
    private final Derivatives derivatives;

    ModeSearch(Layout layout, RowPass rows) {
        this.layout = layout;
        this.rows = rows;
        derivatives = new Derivatives(layout);
    }

    /**
     * The mode from a starting point.
     *
     * @param size {@code layout.columns} or {@code layout.randomColumns}
     * @return null if there is none within reach
     */
    @Nullable
    Mode from(State start, int size) {
        var state = start;
        var predictor = new Predictor(layout, state);
        double value = rows.derivatives(predictor, derivatives) - state.squares(layout) / 2;
        for (int step = 0; step < MOST_STEPS && Double.isFinite(value); step++) {
            var system = BlockSystem.of(layout, state.sd, derivatives);
            if (system == null) {
                return null;
            }
            double[] apart = new double[state.apart.length];
            double[] rest = new double[state.rest.length];
            gradient(state, system, apart, rest);
            double[] slopeApart = apart.clone();
            double[] slope = rest.clone();
            Arrays.fill(rest, size, rest.length, 0);
            system.solve(apart, rest, size);
            Arrays.fill(rest, size, rest.length, 0);
            if (product(slopeApart, apart, apart.length) + product(slope, rest, size) < NO_GAIN) {
                var fixed = new Mode.Gradient(
                        Arrays.copyOfRange(derivatives.gradient, layout.randomColumns, layout.columns));
                return new Mode(state, predictor, system, fixed, value - system.logDeterminant() / 2);
            }
            double share = 1;
            for (int halving = 0; ; halving++) {
                var next = state.plus(share, apart, rest);
                predictor = new Predictor(layout, next);
                double reached = rows.derivatives(predictor, derivatives) - next.squares(layout) / 2;
                if (reached >= value - ROUNDING * Math.abs(value)) {
                    state = next;
                    value = reached;
                    break;
                }
                if (halving == MOST_HALVINGS) {
                    return null;
                }
                share /= 2;
            }
        }
        return null;
    }

    /** In spherical effects, priors included. */
    private void gradient(State state, BlockSystem system, double[] apart, double[] rest) {
        for (int e = 0; e < apart.length; e++) {
            apart[e] = system.apartScale * derivatives.gradientApart[e] - state.apart[e];
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] = system.scale[i] * derivatives.gradient[i] - (i < layout.randomColumns ? state.rest[i] : 0);
        }
    }

    private static double product(double[] a, double[] b, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
