package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.BroydenSteps;
import dev.engram.hardness.glmm.Design;
import java.util.Arrays;
import java.util.Map;

/**
 * The standard deviations that are estimated, on their way to the fixed point s^2 = (b'b + tr V) / q. A step is taken on
 * ln(s^2 + d), d being one over the information of a level: there the imbalance (see {@link NewtonSystem#imbalance}) has a
 * slope near -1 whether s is large or small, and zero is a place like others, a standard deviation staying there while its
 * imbalance is negative. The slope is refined by {@link BroydenSteps}.
 */
final class VarianceFixedPoint {
    private static final double LARGEST_SQUARE = 2_500;

    private final double[] sd;
    private final boolean[] estimated;
    private final double[] unit;
    private final BroydenSteps slope = new BroydenSteps();
    private int[] active = {};

    VarianceFixedPoint(Design design, Map<String, Double> givenSd) {
        int factors = design.random().size();
        sd = new double[factors];
        estimated = new boolean[factors];
        unit = new double[factors];
        Arrays.fill(unit, 1);
        for (int f = 0; f < factors; f++) {
            Double known = givenSd.get(design.random().get(f).name());
            estimated[f] = known == null;
            sd[f] = known == null ? 0.5 : known;
        }
    }

    /** By factor; not to be changed. */
    double[] sd() {
        return sd;
    }

    boolean isEstimated(int factor) {
        return estimated[factor];
    }

    boolean anyEstimated() {
        for (boolean one : estimated) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Whether one has run away to where it is held. */
    boolean atBound() {
        for (int f = 0; f < sd.length; f++) {
            if (estimated[f] && sd[f] * sd[f] >= 0.99 * LARGEST_SQUARE) {
                return true;
            }
        }
        return false;
    }

    /** Begins with other weights: what was learnt of the slope is kept, the last step does not count. */
    void begin(double[] information) {
        for (int f = 0; f < unit.length; f++) {
            unit[f] = 1 / Math.max(information[f], 1e-6);
        }
        slope.interrupt();
    }

    /**
     * Takes a step at the imbalance of each factor.
     *
     * @param least steps not longer than this stay undone
     * @param longest longest step of one factor
     * @param floor variances stay above this share of one over the information of a level
     * @return length of the step
     */
    double step(double[] imbalance, double least, double longest, double floor) {
        int[] now = active(imbalance);
        if (!Arrays.equals(now, active)) {
            active = now;
            slope.restart(now.length);
        }
        var residual = new double[now.length];
        for (int a = 0; a < now.length; a++) {
            residual[a] = imbalance[now[a]];
        }
        double[] step = slope.propose(residual, longest);
        double length = BroydenSteps.largest(step);
        if (length > least) {
            for (int a = 0; a < now.length; a++) {
                step[a] = move(now[a], step[a], floor);
            }
            slope.taken(residual, step);
        }
        return length;
    }

    private double move(int factor, double step, double floor) {
        double before = sd[factor] * sd[factor] + unit[factor];
        double square = before * Math.exp(step) - unit[factor];
        square = Math.min(LARGEST_SQUARE, Math.max(square, floor * unit[factor]));
        sd[factor] = square <= 1e-9 * unit[factor] ? 0 : Math.sqrt(square);
        return Math.log((sd[factor] * sd[factor] + unit[factor]) / before);
    }

    private int[] active(double[] imbalance) {
        var now = new int[sd.length];
        int size = 0;
        for (int f = 0; f < sd.length; f++) {
            if (estimated[f] && (sd[f] > 0 || imbalance[f] > 0)) {
                now[size++] = f;
            }
        }
        return Arrays.copyOf(now, size);
    }
}
