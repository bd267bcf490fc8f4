package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.engine.Effects.Scales;

/**
 * How many effects of each factor the rows determine when nothing is taken as known: from the inverse of the joint precision
 * of all effects, fixed ones included, the primary grouping eliminated exactly.
 */
final class JointTraces {
    /** Determined effects, for each effect, below which their number is not taken as a difference from one. */
    private static final double FEW = 1e-3;

    private final NewtonSystem system;
    private final Layout model;
    private final double[] sd;
    final JointInverse joint;

    /** Inverts the precision at the standard deviations of the system. */
    JointTraces(NewtonSystem system, double[] sd) {
        this.system = system;
        model = system.model;
        this.sd = sd;
        joint = new JointInverse(new Hessian(system.operator, new Scales(model, sd)));
    }

    /** Multiplications that one takes, about; infinite where no matrix of this size is made. */
    static double work(Layout model) {
        if (model.size > SolvedUncertainty.MOST_DENSE) {
            return Double.POSITIVE_INFINITY;
        }
        double size = model.size;
        double work = size * size * size;
        int others = model.groupings.size() - 1;
        var primary = model.primary();
        for (int i = 0; i < primary.levels; i++) {
            double met = (double) others * (model.rows.tupleStart[i + 1] - model.rows.tupleStart[i])
                    + (primary.start[i + 1] - primary.start[i])
                    + model.coefficients;
            met = Math.min(met, size);
            work += met * met;
        }
        return work;
    }

    /** For each factor (q - tr V / s^2) / s^2, V being the joint covariance; sound at s = 0. */
    double[] determined() {
        var sums = new double[model.factors];
        var effects = new int[model.factors];
        for (int k = 0; k < model.beta; k++) {
            sums[model.factorOf[k]] += 1 - joint.matrix[k][k];
            effects[model.factorOf[k]]++;
        }
        var determined = new double[model.factors];
        for (int f = 0; f < sums.length; f++) {
            boolean few = !(sums[f] > FEW * effects[f]);
            determined[f] = few ? information(f) : sums[f] / (sd[f] * sd[f]);
        }
        determined[model.primary().factor] = primary();
        return determined;
    }

    /** The same from the information of each effect less what all others take up: C_kk - C_k' V C_k. */
    private double information(int factor) {
        double sum = 0;
        var unit = new double[model.size];
        var column = new double[model.size];
        for (int k = 0; k < model.beta; k++) {
            if (model.factorOf[k] == factor) {
                unit[k] = 1;
                system.multiply(unit, column);
                unit[k] = 0;
                sum += column[k] - quadratic(column);
            }
        }
        return sum;
    }

    private double quadratic(double[] column) {
        for (int k = 0; k < model.beta; k++) {
            column[k] *= sd[model.factorOf[k]];
        }
        double sum = 0;
        for (int a = 0; a < column.length; a++) {
            double[] row = joint.matrix[a];
            double before = 0;
            for (int b = 0; column[a] != 0 && b < a; b++) {
                before += row[b] * column[b];
            }
            sum += column[a] * (2 * before + row[a] * column[a]);
        }
        return sum;
    }

    private double primary() {
        int chunks = model.chunk.length - 1;
        var parts = new double[chunks];
        model.team.run(chunks, false, c -> {
            var profile = new CrossProfile(system.operator);
            for (int i = model.chunk[c]; i < model.chunk[c + 1]; i++) {
                double shrinkage = system.blocks[0].shrinkage(i);
                profile.loadSpherical(i, joint.hessian.scales.remainder);
                parts[c] += (system.operator.weight(0, i) - profile.quadratic(joint.matrix, profile.size) / shrinkage)
                        / shrinkage;
            }
        });
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }
}
