package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.hardness.glmm.rows.GroupingColumns;
import java.util.Arrays;

/**
 * The posterior precision of one grouping with its columns while all else is known, its own effects eliminated: with weight
 * w_j of level j and own variance s^2,
 *
 * <pre>
 *     omega_j = w_j / (1 + s^2 w_j),   G = W' diag(omega) W,   V = S (I + S G S)^-1 S
 * </pre>
 *
 * so that nothing is larger than columns x columns, and no standard deviation is divided by: zero is a value like others.
 */
final class GroupingBlock {
    private final GroupingColumns grouping;
    private final int g;
    private final NormalEquations operator;
    private final double[] omega;
    private final double[] columnSd;
    private double ownSd;
    private double[] gram;
    private DenseCholesky factor;

    GroupingBlock(NormalEquations operator, int g) {
        this.operator = operator;
        this.g = g;
        grouping = operator.model.groupings.get(g);
        omega = new double[grouping.levels];
        columnSd = new double[grouping.columns];
        gram = new double[grouping.columns * grouping.columns];
        factor = DenseCholesky.of(0, gram);
    }

    /** Takes over weights and standard deviations (by factor). */
    void refresh(double[] sd) {
        ownSd = sd[grouping.factor];
        int size = grouping.columns;
        for (int t = 0; t < size; t++) {
            columnSd[t] = sd[grouping.factorOfColumn[t]];
        }
        Arrays.fill(gram, 0);
        for (int j = 0; j < grouping.levels; j++) {
            double weight = operator.weight(g, j);
            omega[j] = weight / (1 + ownSd * ownSd * weight);
            for (int e = grouping.start[j]; e < grouping.start[j + 1]; e++) {
                double x = omega[j] * grouping.weight[e];
                for (int f = grouping.start[j]; f < grouping.start[j + 1]; f++) {
                    gram[grouping.column[e] * size + grouping.column[f]] += x * grouping.weight[f];
                }
            }
        }
        var matrix = new double[size * size];
        for (int s = 0; s < size; s++) {
            for (int t = 0; t < size; t++) {
                matrix[s * size + t] = columnSd[s] * gram[s * size + t] * columnSd[t];
            }
            matrix[s * size + s] += 1;
        }
        factor = DenseCholesky.of(size, matrix);
    }

    /** Posterior precision of the own effect over its prior precision, 1 + s^2 w. */
    double shrinkage(int level) {
        return 1 + ownSd * ownSd * operator.weight(g, level);
    }

    /** V, by rows. */
    double[] columnVariance() {
        int size = grouping.columns;
        var variance = new double[size * size];
        double[][] inverse = factor.inverse(size, WorkerTeam.ALONE);
        for (int s = 0; s < size; s++) {
            for (int t = 0; t < size; t++) {
                variance[s * size + t] = inverse[s][t] * columnSd[s] * columnSd[t];
            }
        }
        return variance;
    }

    /** Posterior variance of the own effect of a level, {@code variance} being V: s^2 - s^4 omega (1 - omega W V W'). */
    double ownVariance(int level, double[] variance) {
        double square = ownSd * ownSd;
        return square / shrinkage(level) + square * square * omega[level] * omega[level] * quadratic(level, variance);
    }

    /** How much of an error in the columns of a level its own effect takes up: s^2 omega. */
    double pull(int level) {
        return ownSd * ownSd * omega[level];
    }

    private double quadratic(int level, double[] variance) {
        double sum = 0;
        for (int e = grouping.start[level]; e < grouping.start[level + 1]; e++) {
            for (int f = grouping.start[level]; f < grouping.start[level + 1]; f++) {
                sum += grouping.weight[e]
                        * grouping.weight[f]
                        * variance[grouping.column[e] * grouping.columns + grouping.column[f]];
            }
        }
        return sum;
    }

    /**
     * Adds for each factor (q - tr V / s^2) / s^2, the number of effects that the rows determine, over the variance. In a
     * form that is sound at s = 0.
     */
    void addDetermined(double[] byFactor) {
        double[] variance = columnVariance();
        double own = 0;
        for (int j = 0; j < grouping.levels; j++) {
            own += omega[j] * (1 - omega[j] * quadratic(j, variance));
        }
        byFactor[grouping.factor] += own;
        int size = grouping.columns;
        var row = new double[size];
        for (int t = 0; t < size; t++) {
            Arrays.fill(row, 0);
            for (int s = 0; s < size; s++) {
                double x = gram[t * size + s];
                for (int r = 0; x != 0 && r < size; r++) {
                    row[r] += x * variance[s * size + r];
                }
            }
            double sum = gram[t * size + t];
            for (int r = 0; r < size; r++) {
                sum -= row[r] * gram[r * size + t];
            }
            byFactor[grouping.factorOfColumn[t]] += sum;
        }
    }

    /** Adds for each factor the information of its effects at a standard deviation of zero, all other things known. */
    void addInformation(double[] byFactor) {
        for (int j = 0; j < grouping.levels; j++) {
            byFactor[grouping.factor] += operator.weight(g, j);
        }
        for (int t = 0; t < grouping.columns; t++) {
            byFactor[grouping.factorOfColumn[t]] += gram[t * grouping.columns + t];
        }
    }

    /** Solves for the spherical effects of this grouping, in the remainder {@code r}, into {@code z}. */
    void solve(double[] r, double[] z) {
        int columns = operator.model.columns[g];
        for (int t = 0; t < grouping.columns; t++) {
            z[columns + t] = r[columns + t];
        }
        if (g == 0) {
            factor.solve(z, columns, grouping.columns);
            return;
        }
        int own = operator.model.own[g];
        if (grouping.columns > 0) {
            var natural = new double[grouping.columns];
            for (int j = 0; j < grouping.levels; j++) {
                grouping.spread(j, ownSd * omega[j] * r[own + j], natural, 0);
            }
            for (int t = 0; t < grouping.columns; t++) {
                z[columns + t] -= columnSd[t] * natural[t];
            }
            factor.solve(z, columns, grouping.columns);
            for (int t = 0; t < grouping.columns; t++) {
                natural[t] = columnSd[t] * z[columns + t];
            }
            for (int j = 0; j < grouping.levels; j++) {
                z[own + j] = r[own + j] / shrinkage(j) - ownSd * omega[j] * grouping.sum(j, natural, 0);
            }
        } else {
            for (int j = 0; j < grouping.levels; j++) {
                z[own + j] = r[own + j] / shrinkage(j);
            }
        }
    }
}
