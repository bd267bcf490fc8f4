package dev.engram.hardness.glmm.pql;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;

/**
 * The joint precision of all effects with the primary grouping eliminated exactly, as a dense matrix over the remainder in
 * spherical effects: one symmetric update per level of the primary grouping over the levels it meets.
 */
final class SchurComplement {
    private final PqlLayout model;
    private final NormalEquations operator;
    private final double[] sd;
    private final DenseCholesky dense;

    private SchurComplement(NewtonSystem system, double[] sd) {
        model = system.model;
        operator = system.operator;
        this.sd = sd;
        dense = new DenseCholesky(model.size);
    }

    /** The precision, not yet factored. */
    static DenseCholesky of(NewtonSystem system, double[] sd, WorkerTeam team) {
        var elimination = new SchurComplement(system, sd);
        int stripes = team.threads() == 1 ? 1 : 4 * team.threads();
        int size = elimination.model.size;
        team.run(stripes, false, stripe -> {
            // upper rows are longer at the top: stripes of about the same area
            int from = (int) Math.round(size * (1 - Math.sqrt(1 - (double) stripe / stripes)));
            int to = stripe == stripes - 1
                    ? size
                    : (int) Math.round(size * (1 - Math.sqrt(1 - (double) (stripe + 1) / stripes)));
            elimination.update(from, to);
        });
        elimination.addKnown();
        for (int g = 1; g < elimination.model.groupings.size(); g++) {
            elimination.addColumns(g);
        }
        elimination.scale();
        return elimination.dense;
    }

    /** What each level of the primary grouping gives to the rows [from, to). */
    private void update(int from, int to) {
        var profile = new CrossProfile(model, operator);
        double primarySd = sd[model.primary().factor];
        var rows = model.rows;
        for (int i = 0; i < model.primary().levels; i++) {
            profile.load(i);
            double weight = operator.weight(0, i);
            double kappa = primarySd * primarySd / (1 + primarySd * primarySd * weight);
            for (int a = 0; a < profile.size; a++) {
                int index = profile.index[a];
                if (index < from || index >= to) {
                    continue;
                }
                double[] target = dense.row[index];
                double factor = kappa * profile.value[a];
                for (int b = a; b < profile.size; b++) {
                    target[profile.index[b]] -= factor * profile.value[b];
                }
            }
            for (int t = rows.tupleStart[i]; t < rows.tupleStart[i + 1]; t++) {
                addTuple(i, t, from, to);
            }
            addPrimaryColumns(i, weight, from, to);
        }
    }

    /** Two groupings, or a grouping and a column of the primary one, meet in a tuple. */
    private void addTuple(int i, int t, int from, int to) {
        int[][] level = model.rows.level;
        double weight = operator.pass.weight[t];
        var primary = model.primary();
        for (int g = 0; g < level.length; g++) {
            int index = model.own[g + 1] + level[g][t];
            if (index < from || index >= to) {
                continue;
            }
            for (int h = g + 1; h < level.length; h++) {
                dense.row[index][model.own[h + 1] + level[h][t]] += weight;
            }
            for (int e = primary.start[i]; e < primary.start[i + 1]; e++) {
                dense.row[index][model.columns[0] + primary.column[e]] += weight * primary.weight[e];
            }
        }
    }

    private void addPrimaryColumns(int i, double weight, int from, int to) {
        var primary = model.primary();
        int row = operator.sumsAt(0, i) + 1;
        for (int e = primary.start[i]; e < primary.start[i + 1]; e++) {
            int index = model.columns[0] + primary.column[e];
            if (index < from || index >= to) {
                continue;
            }
            for (int f = primary.start[i]; f < primary.start[i + 1]; f++) {
                int other = model.columns[0] + primary.column[f];
                if (other >= index) {
                    dense.row[index][other] += weight * primary.weight[e] * primary.weight[f];
                }
            }
            for (int k = 0; k < model.coefficients; k++) {
                dense.row[index][model.beta + k] += primary.weight[e] * operator.sums(0)[row + k];
            }
        }
    }

    /** The weights of the levels of the further groupings, and what they share with the fixed columns. */
    private void addKnown() {
        int p = model.coefficients;
        for (int g = 1; g < model.groupings.size(); g++) {
            for (int j = 0; j < model.groupings.get(g).levels; j++) {
                int row = operator.sumsAt(g, j) + 1;
                double[] target = dense.row[model.own[g] + j];
                target[model.own[g] + j] += operator.weight(g, j);
                for (int k = 0; k < p; k++) {
                    target[model.beta + k] += operator.sums(g)[row + k];
                }
            }
        }
        for (int k = 0; k < p; k++) {
            for (int l = k; l < p; l++) {
                dense.row[model.beta + k][model.beta + l] += operator.fixed[k * p + l];
            }
        }
    }

    /** The columns of a further grouping are sums over its levels. */
    private void addColumns(int g) {
        var grouping = model.groupings.get(g);
        if (grouping.columns == 0) {
            return;
        }
        int columns = model.columns[g];
        var sum = new double[grouping.columns];
        for (int r = 0; r < model.size; r++) {
            if (r >= columns && r < model.beta) {
                continue;
            }
            Arrays.fill(sum, 0);
            for (int j = 0; j < grouping.levels; j++) {
                double value = dense.at(r, model.own[g] + j);
                if (value != 0) {
                    grouping.spread(j, value, sum, 0);
                }
            }
            for (int t = 0; t < sum.length; t++) {
                set(r, columns + t, sum[t]);
            }
        }
        for (int t = 0; t < sum.length; t++) {
            Arrays.fill(sum, 0);
            for (int j = 0; j < grouping.levels; j++) {
                grouping.spread(j, dense.row[model.own[g] + j][columns + t], sum, 0);
            }
            for (int s = 0; s <= t; s++) {
                set(columns + s, columns + t, sum[s]);
            }
        }
    }

    private void set(int i, int j, double value) {
        if (i <= j) {
            dense.row[i][j] = value;
        } else {
            dense.row[j][i] = value;
        }
    }

    private void scale() {
        for (int i = 0; i < model.beta; i++) {
            double own = sd[model.factorOf[i]];
            double[] target = dense.row[i];
            for (int j = i; j < model.size; j++) {
                target[j] *= own * (j < model.beta ? sd[model.factorOf[j]] : 1);
            }
            target[i] += 1;
        }
    }
}
