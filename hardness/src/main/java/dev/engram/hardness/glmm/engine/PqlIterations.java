package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.rows.EffectDistance;

/**
 * The iterations of {@link Method#PQL}. Each pass goes over the rows at the present effects; then, with its weights
 * held, the mode and the standard deviations go together to their common fixed point (see {@link NewtonSystem} and
 * {@link VarianceFixedPoint}). As the weights settle that is Newton's method for the mode. A pass that lowers the penalised
 * log-likelihood is taken back by halves.
 */
final class PqlIterations {
    static final double TOLERANCE = 1e-6;
    /** Steps that are not much longer will do if, at the rate at which they become shorter, little is left. */
    private static final double NEARLY = 1e-5;

    private static final double REST = 0.1 * TOLERANCE;
    private static final int MOST_HALVINGS = 12;
    private static final int MOST_SD_STEPS = 12;
    private static final double SETTLED = 0.7;
    private static final double LONGEST_SD_STEP = 1.5;
    /** Before the effects have settled variances stay above this share of the variance of one level's estimate. */
    private static final double EARLY_SHARE = 0.05;

    /** Longest step of an effect: more on the logit scale than data can ask for. */
    private static final double LONGEST = 10;

    final Layout model;
    final RowPass rowPass;
    final NewtonSystem system;
    final VarianceFixedPoint sds;

    Effects state;
    int passes;
    boolean converged;
    boolean finite = true;

    final TraceEstimates traces;

    private final EffectDistance distances;

    PqlIterations(Layout model, VarianceFixedPoint sds) {
        this.model = model;
        this.sds = sds;
        distances = new EffectDistance(model.design, model.beta);
        rowPass = new RowPass(model, false);
        system = new NewtonSystem(rowPass);
        traces = new TraceEstimates(system, sds);
        state = new Effects(model);
    }

    void run(double intercept, int most, FitProgress progress) {
        state.remainder[model.beta] = intercept;
        pass(state, progress);
        double distance = Double.POSITIVE_INFINITY;
        double length = Double.POSITIVE_INFINITY;
        while (passes < most) {
            var next = state.copy();
            double before = rowPass.logLik;
            double last = length;
            boolean settled = distance < SETTLED;
            double tolerance = newton(next);
            double moved = settled ? settle(next, tolerance) : Double.POSITIVE_INFINITY;
            double[] imbalance = settled ? new double[0] : traces.imbalance(next);
            distance = distances.between(next.primary, state.primary, next.remainder, state.remainder);
            if (!(distance < Double.POSITIVE_INFINITY)) {
                finite = false;
                return;
            }
            length = Math.max(moved, distance);
            boolean close = length < TOLERANCE || length < NEARLY && length * length < REST * last;
            if (traces.sound(next, length, close) && close) {
                state = next;
                converged = !sds.atBound();
                return;
            }
            step(next, before, LONGEST / distance, most, progress);
            if (!settled) {
                // at weights far from those of the mode what they say about variances counts for little
                sds.begin(system.information());
                sds.step(imbalance, 0, 2.0 / (1 + passes), EARLY_SHARE);
            }
        }
    }

    /** Passes at {@code next}, nearer to the state while that is better, and makes it the state. */
    private void step(Effects next, double before, double share, int most, FitProgress progress) {
        double penalised = before - state.penalty(model, sds.sd());
        next.shortenTowards(state, share);
        next.clearWithout(model, sds.sd());
        pass(next, progress);
        for (int h = 0; h < MOST_HALVINGS && passes < most && worse(next, penalised); h++) {
            next.shortenTowards(state, 0.5);
            next.clearWithout(model, sds.sd());
            pass(next, progress);
        }
        state = next;
    }

    private boolean worse(Effects next, double penalised) {
        double now = rowPass.logLik - next.penalty(model, sds.sd());
        return !(now >= penalised - 1e-9 * Math.abs(penalised));
    }

    private void pass(Effects at, FitProgress progress) {
        rowPass.run(at);
        passes++;
        progress.done(passes, Double.NaN);
    }

    /** A Newton step of the effects; returns how exact the solution is. */
    private double newton(Effects next) {
        traces.moved();
        system.refresh(next);
        system.refresh(sds.sd());
        double first = system.solve(next, 1e-2);
        double tolerance = Math.max(1e-10, Math.min(1e-3, 0.05 * first * first));
        system.solve(next, tolerance);
        return tolerance;
    }

    /** Brings effects and standard deviations to their fixed point at the weights of the pass; returns the longest step. */
    private double settle(Effects next, double tolerance) {
        sds.begin(system.information());
        double moved = 0;
        double least = TOLERANCE / 10;
        for (int i = 0; i < MOST_SD_STEPS; i++) {
            double length = sds.step(traces.imbalance(next), least, LONGEST_SD_STEP, 0);
            moved = Math.max(moved, length);
            if (!(length > least)) {
                break;
            }
            if (i == 0) {
                least = Math.max(least, 0.03 * length);
            }
            traces.moved();
            system.refresh(sds.sd());
            system.solve(next, tolerance);
        }
        return moved;
    }
}
