package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import java.util.Arrays;
import java.util.Map;

/**
 * The standard deviations that are estimated, on their way to the fixed point s^2 = (b'b + tr V) / q. A step is taken on
 * ln(s^2 + d), d being one over the information of a level: there the imbalance (see {@link NewtonSystem#imbalance}) has a
 * slope near -1 whether s is large or small, and zero is a place like others, a standard deviation staying there while its
 * imbalance is negative. The slope of each is refined by its last step (secant).
 */
final class VarianceFixedPoint {
    private static final double LARGEST_SQUARE = 2_500;
    /** Bounds of a slope by two points. */
    private static final double STEEPEST = -4;

    private static final double FLATTEST = -0.02;

    private final double[] sd;
    private final boolean[] estimated;
    private final double[] unit;
    private final double[] slope;
    private final double[] lastStep;
    private final double[] lastImbalance;

    VarianceFixedPoint(Design design, Map<String, Double> givenSd) {
        int factors = design.random().size();
        sd = new double[factors];
        estimated = new boolean[factors];
        unit = new double[factors];
        slope = new double[factors];
        lastStep = new double[factors];
        lastImbalance = new double[factors];
        Arrays.fill(slope, -1);
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

    /** s^2 / (s^2 + d), by which a change of the imbalance moves ln(s^2) less than ln(s^2 + d). */
    double share(int factor) {
        double square = sd[factor] * sd[factor];
        return square / (square + unit[factor]);
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

    /** Begins with other weights: what was learnt of the slopes is kept, the last step does not count. */
    void begin(double[] information) {
        for (int f = 0; f < unit.length; f++) {
            unit[f] = 1 / Math.max(information[f], 1e-6);
        }
        Arrays.fill(lastStep, 0);
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
        var step = new double[sd.length];
        double length = 0;
        for (int f = 0; f < sd.length; f++) {
            if (!estimated[f] || sd[f] == 0 && imbalance[f] <= 0) {
                // a standard deviation of zero stays there while its imbalance is negative
                slope[f] = -1;
                lastStep[f] = 0;
                continue;
            }
            if (Math.abs(lastStep[f]) > least) {
                // a step that led away says nothing: the others moved too
                boolean away = Math.abs(imbalance[f]) > Math.abs(lastImbalance[f]);
                double secant = (imbalance[f] - lastImbalance[f]) / lastStep[f];
                slope[f] = away ? -1 : Math.clamp(secant, STEEPEST, FLATTEST);
            }
            step[f] = Math.clamp(-imbalance[f] / slope[f], -longest, longest);
            length = Math.max(length, Math.abs(step[f]));
        }
        for (int f = 0; length > least && f < sd.length; f++) {
            lastStep[f] = step[f] == 0 ? 0 : move(f, step[f], floor);
            lastImbalance[f] = imbalance[f];
        }
        return length;
    }

    /** Moves a standard deviation and answers how far it went. */
    private double move(int factor, double step, double floor) {
        double before = sd[factor] * sd[factor] + unit[factor];
        double square = before * Math.exp(step) - unit[factor];
        square = Math.min(LARGEST_SQUARE, Math.max(square, floor * unit[factor]));
        sd[factor] = square <= 1e-9 * unit[factor] ? 0 : Math.sqrt(square);
        return Math.log((sd[factor] * sd[factor] + unit[factor]) / before);
    }
}
