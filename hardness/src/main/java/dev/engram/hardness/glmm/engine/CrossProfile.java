package dev.engram.hardness.glmm.engine;

import java.util.Arrays;

/** What one level of the primary grouping shares with each effect of the remainder: a sparse vector, used again and again. */
final class CrossProfile {
    /** The effects met, ascending. */
    final int[] index;
    /** What is shared with each of them. */
    final double[] value;

    int size;
    private final Layout model;
    private final NormalEquations operator;
    private final double[] byEffect;
    private final boolean[] met;

    CrossProfile(NormalEquations operator) {
        model = operator.model;
        this.operator = operator;
        value = new double[model.size];
        index = new int[model.size];
        byEffect = new double[model.size];
        met = new boolean[model.size];
    }

    /** The levels of the further groupings, the columns of the primary one and the fixed columns. */
    void load(int i) {
        collect(i);
        for (int a = 0; a < size; a++) {
            value[a] = byEffect[index[a]];
        }
    }

    /**
     * The same in spherical effects, with the columns of the further groupings.
     *
     * @param scale standard deviation by effect, 1 for coefficients
     */
    void loadSpherical(int i, double[] scale) {
        collect(i);
        int levels = size;
        for (int g = 1; g < model.groupings.size(); g++) {
            var grouping = model.groupings.get(g);
            int end = model.own[g] + grouping.levels;
            for (int a = 0; a < levels && grouping.columns > 0; a++) {
                if (index[a] >= model.own[g] && index[a] < end) {
                    addColumns(g, index[a]);
                }
            }
        }
        Arrays.sort(index, 0, size);
        for (int a = 0; a < size; a++) {
            value[a] = byEffect[index[a]] * scale[index[a]];
        }
    }

    /** How many of the effects met are random; the coefficients come after them. */
    int random() {
        return size - model.coefficients;
    }

    /** v'Mv of a symmetric matrix for the first {@code end} effects met. */
    double quadratic(double[][] matrix, int end) {
        double sum = 0;
        for (int a = 0; a < end; a++) {
            double[] row = matrix[index[a]];
            double before = 0;
            for (int b = 0; b < a; b++) {
                before += row[index[b]] * value[b];
            }
            sum += value[a] * (2 * before + row[index[a]] * value[a]);
        }
        return sum;
    }

    /** The product of the row of a matrix with the first {@code end} effects met. */
    double dot(double[] row, int end) {
        double sum = 0;
        for (int a = 0; a < end; a++) {
            sum += row[index[a]] * value[a];
        }
        return sum;
    }

    private void collect(int i) {
        for (int a = 0; a < size; a++) {
            byEffect[index[a]] = 0;
            met[index[a]] = false;
        }
        size = 0;
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

    private void addColumns(int g, int effect) {
        var grouping = model.groupings.get(g);
        int j = effect - model.own[g];
        for (int e = grouping.start[j]; e < grouping.start[j + 1]; e++) {
            add(model.columns[g] + grouping.column[e], byEffect[effect] * grouping.weight[e]);
        }
    }

    private void add(int effect, double amount) {
        if (!met[effect]) {
            met[effect] = true;
            index[size++] = effect;
        }
        byEffect[effect] += amount;
    }
}
