package dev.engram.hardness.glmm;

import java.util.Arrays;

/** What one level of the primary grouping shares with each effect of the remainder: a sparse vector, used again and again. */
final class SweepProfile {
    /** Value by effect; zero but where {@link #index} points. */
    final double[] value;
    /** The effects met, ascending. */
    final int[] index;

    int size;
    private final SweepModel model;
    private final SweepOperator operator;
    private final boolean[] met;

    SweepProfile(SweepModel model, SweepOperator operator) {
        this.model = model;
        this.operator = operator;
        value = new double[model.size];
        index = new int[model.size];
        met = new boolean[model.size];
    }

    /** The levels of the further groupings, the columns of the primary one and the fixed columns. */
    void load(int i) {
        clear();
        var rows = model.rows;
        var primary = model.primary();
        for (int t = rows.tupleStart[i]; t < rows.tupleStart[i + 1]; t++) {
            for (int g = 0; g < rows.level.length; g++) {
                add(model.own[g + 1] + rows.level[g][t], operator.pass.weight[t]);
            }
        }
        for (int e = primary.start[i]; e < primary.start[i + 1]; e++) {
            add(model.columns[0] + primary.column[e], operator.weight(0, i) * primary.weight[e]);
        }
        int row = operator.sumsAt(0, i) + 1;
        for (int k = 0; k < model.coefficients; k++) {
            add(model.beta + k, operator.sums(0)[row + k]);
        }
        Arrays.sort(index, 0, size);
    }

    /** The same in spherical effects, with the columns of the further groupings. */
    void loadSpherical(int i, double[] sd) {
        load(i);
        int levels = size;
        for (int g = 1; g < model.groupings.size(); g++) {
            var grouping = model.groupings.get(g);
            int end = model.own[g] + grouping.levels;
            for (int a = 0; a < levels && grouping.columns > 0; a++) {
                int j = index[a] - model.own[g];
                if (j < 0 || index[a] >= end) {
                    continue;
                }
                for (int e = grouping.start[j]; e < grouping.start[j + 1]; e++) {
                    add(model.columns[g] + grouping.column[e], value[index[a]] * grouping.weight[e]);
                }
            }
        }
        for (int a = 0; a < size; a++) {
            if (index[a] < model.beta) {
                value[index[a]] *= sd[model.factorOf[index[a]]];
            }
        }
    }

    private void add(int effect, double amount) {
        if (!met[effect]) {
            met[effect] = true;
            index[size++] = effect;
        }
        value[effect] += amount;
    }

    private void clear() {
        for (int a = 0; a < size; a++) {
            value[index[a]] = 0;
            met[index[a]] = false;
        }
        size = 0;
    }
}
