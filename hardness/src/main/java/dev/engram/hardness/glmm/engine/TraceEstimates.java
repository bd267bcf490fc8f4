package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Method;
import org.jspecify.annotations.Nullable;

/**
 * The traces that the variances of {@link Method#PQL} take: from the joint inverse at every step where that is quick; else from
 * the blocks that take all else as known, each trace corrected by the difference to the joint one at each pass near the end until it
 * agrees: from the inverse while that is cheap, by {@link HutchinsonTrace} above.
 */
final class TraceEstimates {
    /** Most multiplications for a step by the joint inverse: some hundredths of a second. */
    private static final double MOST_AT_EACH_STEP = 4e7;

    /** Most multiplications for an inverse that is taken a few times: quicker than the solves of an estimate. */
    private static final double MOST_EXACT = 1e8;

    /** Passes after the first correction from which on the joint traces are taken at each step, as they do not agree. */
    private static final int MANY_PASSES = 10;

    /** How near the end the correction begins. */
    private static final double NEAR = 0.05;
    /** Change of a trace that is left alone, exact and estimated: half of it for a standard deviation. */
    private static final double SMALL = 1e-4;

    private static final double SMALL_ESTIMATED = 2e-3;

    private final NewtonSystem system;
    private final VarianceFixedPoint sds;
    private final double[] correction;
    private final HutchinsonTrace estimate;
    private final boolean exact;
    private boolean eachStep;
    private boolean agrees;
    private int passes;
    private @Nullable JointTraces last;

    TraceEstimates(NewtonSystem system, VarianceFixedPoint sds) {
        this.system = system;
        this.sds = sds;
        // effects of a standard deviation of zero take a run over the tuples each
        double work = JointTraces.work(system.model) + (double) system.model.size * system.model.rows.tuples();
        exact = work <= MOST_EXACT;
        eachStep = work <= MOST_AT_EACH_STEP;
        estimate = new HutchinsonTrace(system, sds);
        correction = new double[system.model.factors];
    }

    /** The imbalance of each factor at a solution of the system. */
    double[] imbalance(Effects solution) {
        if (eachStep) {
            return system.imbalance(solution, determined());
        }
        double[] imbalance = system.imbalance(solution, system.determined());
        for (int f = 0; f < imbalance.length; f++) {
            imbalance[f] -= correction[f];
        }
        return imbalance;
    }

    /**
     * Says whether the traces are as good as they become; corrects them where they are not.
     *
     * @param distance how far the fit has just moved
     * @param close whether that is near enough to end
     */
    boolean sound(Effects solution, double distance, boolean close) {
        boolean settled = eachStep || !sds.anyEstimated();
        passes += passes > 0 ? 1 : 0;
        eachStep |= passes > MANY_PASSES;
        boolean due = close || distance < NEAR && !agrees;
        if (settled || !due) {
            return settled;
        }
        double[] conditional = system.imbalance(solution, system.determined());
        double[] imbalance = system.imbalance(solution, determined());
        double change = 0;
        for (int f = 0; f < imbalance.length; f++) {
            boolean counts = sds.isEstimated(f) && (sds.sd()[f] > 0 || imbalance[f] > 0);
            double next = conditional[f] - imbalance[f];
            change = Math.max(change, counts ? Math.abs(next - correction[f]) : 0);
            correction[f] = next;
        }
        agrees = change < (exact ? SMALL : SMALL_ESTIMATED);
        passes = Math.max(1, passes);
        return close && agrees;
    }

    private double[] determined() {
        return exact ? joint().determined() : estimate.determined();
    }

    /** The weights or the standard deviations of the system have changed. */
    void moved() {
        last = null;
    }

    /** Inverts the joint precision as it is now, if that has not been done. */
    JointTraces joint() {
        var traces = last;
        if (traces == null) {
            traces = new JointTraces(system, sds.sd());
            last = traces;
        }
        return traces;
    }
}
