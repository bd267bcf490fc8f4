package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Method;
import org.jspecify.annotations.Nullable;

/**
 * The traces that the variances of {@link Method#PQL} take, by what the joint inverse costs: from that inverse at every
 * step; from the blocks that take all else as known, each trace corrected by its share in the joint one, which is taken
 * near the end and again until it agrees; at each step after all where it does not come to agree; or, where rows are many
 * for each effect or the inverse is too large, from the blocks alone.
 */
final class TraceEstimates {
    /** Most multiplications for a step by the joint inverse: some hundredths of a second. */
    private static final double MOST_AT_EACH_STEP = 4e7;

    /** Most multiplications for an inverse that is taken a few times: a second or two. */
    private static final double MOST_FOR_CORRECTION = 2e9;

    /** Corrections after which, as they do not agree, the inverse is taken at each step. */
    private static final int FEW_CORRECTIONS = 3;

    /** How near the end the first correction is made. */
    private static final double NEAR = 0.05;
    /** Change of a trace that is left alone: half of it for a standard deviation. */
    private static final double SMALL = 1e-4;
    /** Rows for each effect from which on traces of the blocks alone serve, unless the inverse costs less than a pass. */
    private static final int RICH = 150;
    /** Multiplications for a row that cost as much as its part of a pass over all rows, about. */
    private static final int PER_ROW = 20;
    /** Imbalance that is worth a word: 2.5 per cent of a standard deviation. */
    static final double TELLING = 0.05;

    private final NewtonSystem system;
    private final VarianceFixedPoint sds;
    private boolean eachStep;
    private final double[] correction;
    private final boolean correctable;
    private int corrections;
    private @Nullable JointTraces last;

    TraceEstimates(NewtonSystem system, VarianceFixedPoint sds) {
        this.system = system;
        this.sds = sds;
        double work = JointTraces.work(system.model);
        // effects of a standard deviation of zero take a run over the tuples each
        double step = work + (double) system.model.size * system.model.rows.tuples();
        long effects = (long) system.model.size + system.model.primary().levels;
        double rows = system.model.rows.rows;
        boolean rich = rows >= RICH * effects;
        eachStep = step <= (rich ? Math.min(PER_ROW * rows, MOST_AT_EACH_STEP) : MOST_AT_EACH_STEP);
        correctable = !rich && work <= MOST_FOR_CORRECTION;
        correction = new double[system.model.factors];
    }

    /** The imbalance of each factor at a solution of the system. */
    double[] imbalance(Effects solution) {
        if (eachStep) {
            return system.imbalance(solution, joint().determined());
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
        boolean due = close || corrections == 0 && distance < NEAR;
        boolean settled = eachStep || !correctable || !sds.anyEstimated();
        if (settled || !due) {
            return settled;
        }
        double[] determined = joint().determined();
        double[] conditional = system.imbalance(solution, system.determined());
        double[] imbalance = system.imbalance(solution, determined);
        double change = 0;
        for (int f = 0; f < imbalance.length; f++) {
            boolean counts = sds.isEstimated(f) && (sds.sd()[f] > 0 || imbalance[f] > 0);
            double next = conditional[f] - imbalance[f];
            change = Math.max(change, counts ? Math.abs(next - correction[f]) : 0);
        }
        if (close && change < SMALL) {
            return true;
        }
        for (int f = 0; f < imbalance.length; f++) {
            correction[f] = conditional[f] - imbalance[f];
        }
        corrections++;
        eachStep = corrections > FEW_CORRECTIONS;
        return false;
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
