package dev.engram.hardness.glmm.laplace;

import org.jspecify.annotations.Nullable;

/**
 * Newton's method with step halving for the mode of the penalised log-likelihood, in all effects or in the random effects
 * with the coefficients held.
 */
final class ModeSearch {
    private static final int STEPS = 100;
    private static final int HALVINGS = 60;
    /** Twice the gain that one more step would bring; steps converge quadratically, so that this is far below rounding. */
    private static final double DONE = 1e-9;
    /** So little that the Hessian would not change in a digit that counts. */
    private static final double NOTHING = 1e-20;
    /** Share of the objective that rounding of the sum over the rows may hide, with a wide margin: 2e-13 was seen. */
    private static final double ROUNDING = 1e-11;

    private final Layout layout;
    private final RowPass pass;

    ModeSearch(Layout layout) {
        this.layout = layout;
        pass = new RowPass(layout);
    }

    /**
     * The mode.
     *
     * @param start where to begin, which carries the coefficients where they are held
     * @param size number of columns that move: all, or the random ones
     * @return null if none was found
     */
    @Nullable
    Mode from(Effects start, Scales scales, int size) {
        var effects = start;
        pass.at(effects, scales);
        double objective = objective(effects);
        double before = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            var hessian = Hessian.of(layout, scales, pass);
            if (hessian == null || !Double.isFinite(objective)) {
                return null;
            }
            var gradient = gradient(effects, scales, size);
            var direction = hessian.solve(gradient, size);
            double decrement = gradient.dot(direction);
            if (decrement <= NOTHING) {
                return new Mode(effects, scales, pass, hessian, objective);
            }
            double factor = 1;
            var next = effects.plus(1, direction);
            pass.at(next, scales);
            double reached = objective(next);
            // a gain that rounding hides cannot be judged, and so close to the mode Newton needs no judge
            boolean judged = decrement > Math.max(DONE, ROUNDING * Math.abs(objective));
            for (int h = 0; h < HALVINGS && judged && !(reached >= objective); h++) {
                factor /= 2;
                next = effects.plus(factor, direction);
                pass.at(next, scales);
                reached = objective(next);
            }
            if (judged && !(reached >= objective)) {
                return null;
            }
            effects = next;
            objective = reached;
            // where rounding keeps the last digits moving, a step that is no smaller than the one before is the last
            if (decrement <= DONE || !judged && decrement > before / 2) {
                var atMode = Hessian.of(layout, scales, pass);
                return atMode == null ? null : new Mode(effects, scales, pass, atMode, objective);
            }
            before = decrement;
        }
        return null;
    }

    private double objective(Effects effects) {
        double penalty = 0;
        for (double u : effects.eliminated) {
            penalty += u * u;
        }
        for (int c = 0; c < layout.randomColumns; c++) {
            penalty += effects.columns[c] * effects.columns[c];
        }
        return pass.logLik - penalty / 2;
    }

    private Effects gradient(Effects effects, Scales scales, int size) {
        var gradient = new Effects(layout);
        for (int j = 0; j < layout.levels; j++) {
            gradient.eliminated[j] = scales.eliminated * pass.residual.eliminated[j] - effects.eliminated[j];
        }
        for (int c = 0; c < size; c++) {
            gradient.columns[c] =
                    scales.column[c] * pass.residual.columns[c] - (c < layout.randomColumns ? effects.columns[c] : 0);
        }
        return gradient;
    }
}
