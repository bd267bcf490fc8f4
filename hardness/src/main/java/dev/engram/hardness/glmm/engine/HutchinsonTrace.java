package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.SplitMix64;
import dev.engram.hardness.glmm.numeric.Vectors;

/**
 * How many effects of each factor the rows determine when nothing is taken as known, where the joint precision is too large to
 * invert: its traces by Hutchinson's estimator (Communications in Statistics 19, 1990), e'He for vectors e of random signs, one
 * solve of the system each. The blocks of the preconditioner are the control variate: their traces are known, so that only the
 * difference between them and the joint inverse is estimated. The signs are fixed, so the same design gives the same bits.
 */
final class HutchinsonTrace {
    private static final int FEWEST_PROBES = 8;
    private static final int MOST_PROBES = 64;
    /** Standard error of an imbalance at which no more probes are drawn: half of it for a standard deviation. */
    private static final double ENOUGH = 0.005;
    /** The same where a standard deviation is zero, and only the sign of the imbalance counts. */
    private static final double ENOUGH_AT_ZERO = 0.05;
    /** Error of a solve that is small enough, as a share of that of its first guess. */
    private static final double SHARE = 1e-3;

    private final NewtonSystem system;
    private final Layout model;
    private final double[] sd;
    private final VarianceFixedPoint sds;
    private int probes;
    /** Factors with few levels whose traces are solved for level by level. */
    private final boolean[] exact;

    /** Standard error of the logarithm of each trace over its variance. */
    private final double[] error;

    HutchinsonTrace(NewtonSystem system, VarianceFixedPoint sds) {
        this.system = system;
        model = system.model;
        sd = sds.sd();
        this.sds = sds;
        exact = new boolean[model.factors];
        error = new double[model.factors];
    }

    /** For each factor (q - tr V / s^2) / s^2, V being the joint covariance; sound at s = 0. */
    double[] determined() {
        double[] conditional = system.determined();
        var sum = new double[model.factors];
        var squares = new double[model.factors];
        int drawn = 0;
        do {
            double[] one = probe(drawn, conditional);
            drawn++;
            for (int f = 0; f < sum.length; f++) {
                sum[f] += one[f];
                squares[f] += one[f] * one[f];
                double mean = sum[f] / drawn;
                double variance = Math.max(0, squares[f] / drawn - mean * mean) / Math.max(1, drawn - 1);
                error[f] = Math.sqrt(variance) / Math.max(mean, Double.MIN_NORMAL);
            }
        } while (drawn < probes || drawn < MOST_PROBES && !enough(drawn));
        // no fewer from now on: the fixed point must not move with their number
        probes = drawn;
        for (int f = 0; f < sum.length; f++) {
            sum[f] = exact[f] ? exactly(f, conditional[f]) : sum[f] / drawn;
        }
        return sum;
    }

    /** Whether no more probes are needed; a factor with few levels that would need more is solved for level by level. */
    private boolean enough(int drawn) {
        boolean enough = drawn >= FEWEST_PROBES;
        for (int f = 0; drawn >= FEWEST_PROBES && f < error.length; f++) {
            if (sds.isEstimated(f) && !exact[f] && error[f] > goal(f)) {
                exact[f] = f != model.primary().factor && levels(f) <= MOST_PROBES;
                enough &= exact[f];
            }
        }
        return enough;
    }

    /** A standard deviation moves by half of the error, and by more where its variance is less than that of an estimate. */
    private double goal(int factor) {
        return sd[factor] > 0 ? ENOUGH * sds.share(factor) : ENOUGH_AT_ZERO;
    }

    private int levels(int factor) {
        return model.design.random().get(factor).levels().size();
    }

    private double[] probe(int probe, double[] conditional) {
        var determined = conditional.clone();
        if (sds.isEstimated(model.primary().factor)) {
            determined[model.primary().factor] = primary(probe);
        }
        remainder(probe, determined);
        for (int f = 0; f < sd.length; f++) {
            if (sds.isEstimated(f) && !exact[f] && sd[f] == 0 && f != model.primary().factor) {
                determined[f] = atZero(signs(probe, f));
            }
        }
        return determined;
    }

    private double[] signs(int probe, int factor) {
        var signs = new double[model.size];
        for (int k = 0; k < model.beta; k++) {
            signs[k] = model.factorOf[k] == factor ? sign(probe, k) : 0;
        }
        return signs;
    }

    private static double sign(int probe, int effect) {
        return SplitMix64.of(probe, effect) < 0 ? -1 : 1;
    }

    /** Adds the difference between joint and conditional traces of the factors of the remainder. */
    private void remainder(int probe, double[] determined) {
        var signs = new double[model.size];
        for (int k = 0; k < model.beta; k++) {
            int f = model.factorOf[k];
            signs[k] = sds.isEstimated(f) && sd[f] > 0 && !exact[f] ? sign(probe, k) : 0;
        }
        addDifference(signs, determined);
    }

    /** Of one factor level by level, without random signs. */
    private double exactly(int factor, double conditional) {
        var determined = new double[model.factors];
        var unit = new double[model.size];
        for (int k = 0; k < model.beta; k++) {
            if (model.factorOf[k] == factor) {
                unit[k] = 1;
                if (sd[factor] > 0) {
                    addDifference(unit, determined);
                } else {
                    determined[factor] += atZero(unit);
                }
                unit[k] = 0;
            }
        }
        return determined[factor] + (sd[factor] > 0 ? conditional : 0);
    }

    private void addDifference(double[] vector, double[] determined) {
        var near = new double[model.size];
        system.precondition(vector, near);
        var joint = near.clone();
        system.descendSpherical(joint, vector, 0, SHARE);
        for (int k = 0; k < model.beta; k++) {
            if (vector[k] != 0) {
                int f = model.factorOf[k];
                determined[f] -= vector[k] * (joint[k] - near[k]) / (sd[f] * sd[f]);
            }
        }
    }

    /** Of the primary grouping: what the rows of its levels say, less what all other effects take up of it. */
    private double primary(int probe) {
        var block = system.blocks[0];
        var shrunk = new double[model.primary().levels];
        double sum = 0;
        for (int i = 0; i < shrunk.length; i++) {
            sum += system.operator.weight(0, i) / block.shrinkage(i);
            shrunk[i] = sign(probe, model.size + i) / block.shrinkage(i);
        }
        var right = new double[model.size];
        system.couple(shrunk, right);
        return sum - quadratic(right);
    }

    /** Of effects whose standard deviation is zero: their information less what all other effects take up of it. */
    private double atZero(double[] signs) {
        var column = new double[model.size];
        system.multiply(signs, column);
        return Vectors.dot(signs, column) - quadratic(column);
    }

    /** b'Vb over the remainder. */
    private double quadratic(double[] right) {
        double[] spherical = system.toSpherical(right);
        var solution = new double[model.size];
        system.descendSpherical(solution, spherical, 0, 0.1 * SHARE);
        return Vectors.dot(spherical, solution);
    }
}
