package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.engine.Effects.Scales;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method with step halving for the mode of the penalised log-likelihood, in all effects or in the random effects
 * with the coefficients held.
 */
final class ModeSearch {
    private static final int STEPS = 100;
    /** Share of a step below which there is no gain along it. */
    private static final double SHORTEST = 0x1p-60;
    /** Twice the gain that one more step would bring; steps converge quadratically, so that this is far below rounding. */
    private static final double DONE = 1e-9;
    /** So little that the Hessian would not change in a digit that counts. */
    private static final double NOTHING = 1e-20;
    /** Share of the objective that rounding of the sum over the rows may hide, with a wide margin: 2e-13 was seen. */
    private static final double ROUNDING = 1e-11;

    /**
     * The effects at the mode with the factored Hessian there. The sums over the rows belong to the search and hold until its next
     * call.
     *
     * @param effects spherical effects and coefficients
     * @param objective the penalised log-likelihood
     */
    record Mode(Effects effects, Hessian hessian, double objective) {
        /** Laplace approximation of the log-likelihood. */
        double laplace() {
            return objective - hessian.logDeterminant() / 2;
        }

        Scales scales() {
            return hessian.scales;
        }

        /** Sums over the rows that the search has overwritten since are made again. */
        Mode restored() {
            var sums = hessian.sums;
            sums.pass.run(hessian.scales.natural(effects));
            sums.refresh();
            return this;
        }
    }

    /** Steps by a factor of other weights end later, as they converge linearly. */
    private static final double DONE_BY_OLD = 1e-15;
    /** Gain of a step after which the weights will change little. */
    private static final double NEAR = 1;
    /** Multiplications for each row from which on a factor costs more than several passes over the rows. */
    private static final double MANY = 1_000;

    private final Layout layout;
    private final NormalEquations sums;
    private final boolean factorIsExpensive;

    ModeSearch(Layout layout) {
        this.layout = layout;
        factorIsExpensive = Math.pow(layout.size, 3) > MANY * layout.rows.rows;
        sums = new NormalEquations(new RowPass(layout, true));
    }

    /**
     * The mode.
     *
     * @param start where to begin, which carries the coefficients where they are held
     * @param size number of effects of the remainder that move: all, or the random ones
     * @return null if none was found
     */
    @Nullable
    Mode from(Effects start, Scales scales, int size) {
        var effects = start;
        double objective = at(effects, scales);
        double before = Double.POSITIVE_INFINITY;
        Hessian old = null;
        for (int step = 0; step < STEPS; step++) {
            if (!Double.isFinite(objective)) {
                return null;
            }
            sums.refresh();
            var hessian = old == null ? new Hessian(sums, scales) : old;
            if (hessian.singular()) {
                return null;
            }
            var gradient = gradient(effects, scales, size);
            var direction = hessian.solve(gradient, size);
            double decrement = gradient.dot(direction);
            if (decrement <= NOTHING && old == null) {
                return new Mode(effects, hessian, objective);
            }
            // a gain that rounding hides cannot be judged, and so close to the mode Newton needs no judge
            boolean judged = decrement > Math.max(DONE, ROUNDING * Math.abs(objective));
            double factor = 1;
            Effects next;
            double reached;
            do {
                if (factor < SHORTEST) {
                    return null;
                }
                next = effects.plus(factor, direction);
                reached = at(next, scales);
                factor /= 2;
            } while (judged && !(reached >= objective));
            effects = next;
            objective = reached;
            // where rounding keeps the last digits moving, a step that is no smaller than the one before is the last
            boolean stalls = old == null && !judged && decrement > before / 2;
            if (decrement <= (old == null ? DONE : DONE_BY_OLD) || stalls) {
                sums.refresh();
                var atMode = new Hessian(sums, scales);
                return atMode.singular() ? null : new Mode(effects, atMode, objective);
            }
            // steps by the old factor come nearer by their weights' share of change, each for a pass over the rows
            boolean nears = old == null ? decrement < NEAR : decrement < before / 10;
            old = nears && factorIsExpensive ? hessian : null;
            before = decrement;
        }
        return null;
    }

    /** Passes over the rows and answers the penalised log-likelihood. */
    private double at(Effects effects, Scales scales) {
        sums.pass.run(scales.natural(effects));
        double penalty = 0;
        for (double u : effects.primary) {
            penalty += u * u;
        }
        for (int k = 0; k < layout.beta; k++) {
            penalty += effects.remainder[k] * effects.remainder[k];
        }
        return sums.pass.logLik - penalty / 2;
    }

    private Effects gradient(Effects effects, Scales scales, int size) {
        var gradient = sums.score();
        for (int i = 0; i < gradient.primary.length; i++) {
            gradient.primary[i] = scales.primary * gradient.primary[i] - effects.primary[i];
        }
        for (int k = 0; k < layout.size; k++) {
            double prior = k < layout.beta ? effects.remainder[k] : 0;
            gradient.remainder[k] = k < size ? scales.remainder[k] * gradient.remainder[k] - prior : 0;
        }
        return gradient;
    }
}
