package dev.engram.hardness.glmm;

import java.util.Arrays;
import java.util.Map;

/**
 * The standard deviations that are estimated, and steps towards their fixed point by Broyden's method on ln s^2. Its first
 * steps are s^2 times (b'b) / (s^2 q - tr V) * s^2, which has the same fixed points as s^2 = (b'b + tr V) / q and comes to
 * them faster; later ones use what the earlier told about the slope.
 */
final class FastSds {
    private static final double LARGEST_STEP = 1.5;
    private static final double SMALL = -8;
    private static final double LARGEST = 2 * Math.log(50);
    private static final int MOST_RETURNS = 2;

    private final double[] sd;
    /** Factors whose standard deviation is estimated and not at zero now. */
    private final boolean[] free;

    private final boolean[] given;
    private final int[] returns;
    private double[] inverse = {};
    private double[] lastImbalance = {};
    private double[] lastStep = {};

    FastSds(Design design, Map<String, Double> givenSd) {
        int factors = design.random().size();
        sd = new double[factors];
        free = new boolean[factors];
        given = new boolean[factors];
        returns = new int[factors];
        for (int f = 0; f < factors; f++) {
            Double known = givenSd.get(design.random().get(f).name());
            given[f] = known != null;
            free[f] = known == null;
            sd[f] = known == null ? 0.5 : known;
        }
        restart();
    }

    /** By factor; not to be changed. */
    double[] sd() {
        return sd;
    }

    boolean anyFree() {
        for (boolean one : free) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    boolean isEstimated(int factor) {
        return !given[factor];
    }

    boolean atBound() {
        for (double one : sd) {
            if (Math.log(one) * 2 >= LARGEST) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what earlier steps told. */
    void restart() {
        int size = size();
        inverse = new double[size * size];
        for (int a = 0; a < size; a++) {
            inverse[a * size + a] = -1;
        }
        lastImbalance = new double[0];
    }

    /** The values change for another reason than a step (new weights): the slope is kept, the last step is not. */
    void interrupt() {
        lastImbalance = new double[0];
    }

    /**
     * The step that ought to follow.
     *
     * @param byFactor imbalance of each factor at the present values
     */
    double[] propose(double[] byFactor) {
        int size = size();
        var imbalance = new double[size];
        for (int f = 0, a = 0; f < free.length; f++) {
            if (free[f]) {
                imbalance[a++] = byFactor[f];
            }
        }
        if (lastImbalance.length == size) {
            if (norm(imbalance) > 1.5 * norm(lastImbalance)) {
                restart();
            } else {
                learn(imbalance);
            }
        }
        var step = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                step[a] -= inverse[a * size + b] * imbalance[b];
            }
            // a fixed point of one factor alone lies the way its imbalance points
            if (step[a] * imbalance[a] < 0 && Math.abs(imbalance[a]) > 1e-3) {
                step[a] = imbalance[a];
            }
            step[a] = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step[a]));
        }
        lastImbalance = imbalance;
        lastStep = step;
        return step;
    }

    void take(double[] step) {
        for (int f = 0, a = 0; f < free.length; f++) {
            if (free[f]) {
                double square = Math.min(LARGEST, 2 * Math.log(sd[f]) + step[a++]);
                sd[f] = Math.exp(0.5 * square);
            }
        }
    }

    /** A factor that has become small and shrinks on: whether to look if it is at home at zero. */
    int shrinking(double[] byFactor) {
        for (int f = 0; f < free.length; f++) {
            if (free[f] && 2 * Math.log(sd[f]) < SMALL && byFactor[f] < 0) {
                return f;
            }
        }
        return -1;
    }

    void toZero(int factor) {
        sd[factor] = 0;
        free[factor] = false;
        restart();
    }

    void backFromZero(int factor, double value) {
        sd[factor] = value;
        free[factor] = true;
        restart();
    }

    /** An estimated factor at zero whose imbalance drives it away from there, or -1. */
    int leavingZero(double[] byFactor) {
        for (int f = 0; f < free.length; f++) {
            if (!given[f] && !free[f] && byFactor[f] > 1e-6 && returns[f] < MOST_RETURNS) {
                returns[f]++;
                return f;
            }
        }
        return -1;
    }

    static double largest(double[] step) {
        return Arrays.stream(step).map(Math::abs).max().orElse(0);
    }

    /** Broyden's good update of the inverse slope. */
    private void learn(double[] imbalance) {
        int size = imbalance.length;
        var moved = new double[size];
        double along = 0;
        var byStep = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                moved[a] += inverse[a * size + b] * (imbalance[b] - lastImbalance[b]);
                byStep[b] += lastStep[a] * inverse[a * size + b];
            }
        }
        for (int a = 0; a < size; a++) {
            along += lastStep[a] * moved[a];
        }
        double length = dot(lastStep, lastStep);
        if (Math.abs(along) < 1e-6 * length) {
            return;
        }
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                inverse[a * size + b] += (lastStep[a] - moved[a]) * byStep[b] / along;
            }
        }
    }

    private int size() {
        int size = 0;
        for (boolean one : free) {
            size += one ? 1 : 0;
        }
        return size;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
