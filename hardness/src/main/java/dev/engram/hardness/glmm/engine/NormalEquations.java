package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weighted cross products A'WA of all effects at one {@link RowPass}, as an operator: two runs over the tuples, never a
 * matrix.
 */
final class NormalEquations {
    private static final int SMALL = 100_000;

    final Layout model;
    final RowPass pass;
    /** Weighted cross products of the fixed columns, p x p. */
    final double[] fixed;
    /** Residual sums of the fixed columns. */
    final double[] fixedGradient;

    private final WorkerTeam team;
    private final double[][] partial;
    private final double[] summed;
    private final int[] at;
    private final int[] chunk;

    NormalEquations(RowPass pass) {
        this.pass = pass;
        model = pass.model;
        team = model.team;
        fixed = new double[model.coefficients * model.coefficients];
        fixedGradient = new double[model.coefficients];
        at = new int[model.groupings.size()];
        int width = model.coefficients;
        for (int g = 1; g < at.length; g++) {
            at[g] = width;
            width += model.groupings.get(g).levels;
        }
        summed = new double[width];
        chunk = model.chunks(width, model.rows.tuples());
        partial = new double[chunk.length - 1][width];
    }

    /** Takes over what the pass has just summed up. */
    void refresh() {
        Arrays.fill(fixedGradient, 0);
        Arrays.fill(fixed, 0);
        var cells = model.cells;
        int p = model.coefficients;
        int dense = cells.denseCoefficient.length;
        double[] sums = pass.sums;
        for (int c = 0; c < cells.count(); c++) {
            int at = model.cellSums + c * (2 + dense);
            for (int e = cells.start[c]; e < cells.start[c + 1]; e++) {
                int k = cells.column[e];
                double x = cells.value[e];
                fixedGradient[k] += sums[at] * x;
                for (int f = cells.start[c]; f < cells.start[c + 1]; f++) {
                    fixed[k * p + cells.column[f]] += sums[at + 1] * x * cells.value[f];
                }
                for (int d = 0; d < dense; d++) {
                    int l = cells.denseCoefficient[d];
                    fixed[k * p + l] += x * sums[at + 2 + d];
                    fixed[l * p + k] += x * sums[at + 2 + d];
                }
            }
        }
        int at = model.denseSums;
        for (int d = 0; d < dense; d++) {
            int k = cells.denseCoefficient[d];
            fixedGradient[k] += sums[at++];
            for (int f = 0; f < dense; f++) {
                fixed[k * p + cells.denseCoefficient[f]] += sums[at++];
            }
        }
    }

    /** A'(y - mu) over all effects, with what an ordered response adds. */
    Effects score() {
        var score = new Effects(model);
        for (int g = 0; g < model.groupings.size(); g++) {
            var grouping = model.groupings.get(g);
            for (int j = 0; j < grouping.levels; j++) {
                double residual = residual(g, j);
                if (g == 0) {
                    score.primary[j] = residual;
                } else {
                    score.remainder[model.own[g] + j] = residual;
                }
                grouping.spread(j, residual, score.remainder, model.columns[g]);
            }
        }
        System.arraycopy(fixedGradient, 0, score.remainder, model.beta, model.coefficients);
        if (model.gaps != null) {
            model.gaps.addScore(pass.effects.remainder, score.remainder);
        }
        return score;
    }

    /** Weight of a level of a grouping. */
    double weight(int g, int level) {
        return sums(g)[sumsAt(g, level) + 1];
    }

    double residual(int g, int level) {
        return sums(g)[sumsAt(g, level)];
    }

    double[] sums(int g) {
        return g == 0 ? pass.primarySums : pass.sums;
    }

    int sumsAt(int g, int level) {
        return (g == 0 ? 0 : model.sumsOf[g]) + level * model.stride();
    }

    /**
     * Applies the operator.
     *
     * @param x the remainder
     * @param primary effects of the primary grouping, written if {@code kappa} is given
     * @param kappa if given, {@code primary} becomes minus kappa times {@code coupled}: what eliminating it means
     * @param coupled for each level of the primary grouping what the remainder gives, written
     * @param out the remainder of the product, written
     */
    void apply(double[] x, double[] primary, double @Nullable [] kappa, double[] coupled, double[] out) {
        int number = model.groupings.size();
        var totals = new double[number][];
        for (int g = 1; g < number; g++) {
            totals[g] = model.totals(g, primary, x);
        }
        boolean small = model.rows.tuples() < SMALL;
        boolean ofPrimary = model.primary().columns > 0;
        double[] spread = ofPrimary ? new double[primary.length] : new double[0];
        team.run(partial.length, small, c -> chunk(c, x, totals, primary, kappa, coupled, spread));
        team.addUp(partial, summed);
        Arrays.fill(out, 0);
        for (int i = 0; i < spread.length; i++) {
            model.primary().spread(i, spread[i], out, model.columns[0]);
        }
        int p = model.coefficients;
        for (int k = 0; k < p; k++) {
            double sum = summed[k];
            for (int l = 0; l < p; l++) {
                sum += fixed[k * p + l] * x[model.beta + l];
            }
            out[model.beta + k] = sum;
        }
        for (int g = 1; g < number; g++) {
            grouping(g, x, totals[g], out);
        }
    }

    private void grouping(int g, double[] x, double[] total, double[] out) {
        var grouping = model.groupings.get(g);
        int p = model.coefficients;
        double[] sums = pass.sums;
        for (int j = 0; j < grouping.levels; j++) {
            int row = sumsAt(g, j) + 1;
            double sum = summed[at[g] + j] + sums[row] * total[j];
            for (int k = 0; k < p; k++) {
                sum += sums[row + k] * x[model.beta + k];
                out[model.beta + k] += sums[row + k] * total[j];
            }
            out[model.own[g] + j] = sum;
            grouping.spread(j, sum, out, model.columns[g]);
        }
    }

    private void chunk(
            int c,
            double[] x,
            double[][] totals,
            double[] primary,
            double @Nullable [] kappa,
            double[] coupled,
            double[] spread) {
        double[] mine = partial[c];
        Arrays.fill(mine, 0);
        var rows = model.rows;
        int p = model.coefficients;
        int others = totals.length - 1;
        for (int i = chunk[c]; i < chunk[c + 1]; i++) {
            int begin = rows.tupleStart[i];
            int end = rows.tupleStart[i + 1];
            int row = i * model.stride() + 1;
            double weight = pass.primarySums[row];
            double ofColumns = model.primary().sum(i, x, model.columns[0]);
            double sum = weight * ofColumns;
            for (int k = 0; k < p; k++) {
                sum += pass.primarySums[row + k] * x[model.beta + k];
            }
            for (int g = 0; g < others; g++) {
                sum += gather(rows.level[g], totals[g + 1], begin, end);
            }
            coupled[i] = sum;
            if (kappa != null) {
                primary[i] = -kappa[i] * sum;
            }
            double shift = ofColumns + primary[i];
            if (spread.length > 0) {
                spread[i] = sum + weight * primary[i];
            }
            for (int k = 0; k < p; k++) {
                mine[k] += pass.primarySums[row + k] * shift;
            }
            if (others == 1) {
                scatter(rows.level[0], shift, begin, end, mine, at[1]);
            } else if (others > 1) {
                cross(totals, shift, begin, end, mine);
            }
        }
    }

    private double gather(int[] level, double[] total, int begin, int end) {
        double sum = 0;
        for (int t = begin; t < end; t++) {
            sum += pass.weight[t] * total[level[t]];
        }
        return sum;
    }

    private void scatter(int[] level, double shift, int begin, int end, double[] mine, int from) {
        for (int t = begin; t < end; t++) {
            mine[from + level[t]] += pass.weight[t] * shift;
        }
    }

    private void cross(double[][] totals, double shift, int begin, int end, double[] mine) {
        int[][] level = model.rows.level;
        for (int t = begin; t < end; t++) {
            for (int g = 0; g < level.length; g++) {
                double sum = shift;
                for (int h = 0; h < level.length; h++) {
                    sum += h == g ? 0 : totals[h + 1][level[h][t]];
                }
                mine[at[g + 1] + level[g][t]] += pass.weight[t] * sum;
            }
        }
    }
}
