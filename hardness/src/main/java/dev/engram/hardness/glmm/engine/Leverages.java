package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.engine.ModeSearch.Mode;

/** The leverage z' H^-1 z of each row under the random effects, times the derivative of its weight, summed over the rows. */
final class Leverages {
    private final Layout layout;
    private final Mode mode;
    private final double[][] inverse;
    private final double[] scale;
    private final CrossProfile profile;
    /** z'(inverse)z of a level of a further grouping, by effect. */
    private final double[] ofLevel;

    Leverages(Layout layout, Mode mode, double[][] inverse) {
        this.layout = layout;
        this.mode = mode;
        this.inverse = inverse;
        scale = mode.scales().remainder;
        profile = new CrossProfile(mode.hessian().sums);
        ofLevel = new double[layout.size];
        for (int g = 1; g < layout.groupings.size(); g++) {
            for (int i = 0; i < layout.groupings.get(g).levels; i++) {
                ofLevel[layout.own[g] + i] = between(g, i, g, i);
            }
        }
    }

    /** S A'a with a_n = leverage times d w / d eta. */
    Effects thirdDerivative() {
        var sums = new Effects(layout);
        var cellSum = new double[layout.cells.count()];
        var along = new double[layout.size];
        var by = new double[layout.size];
        for (int i = 0; i < layout.primary().levels; i++) {
            double common = level(i, along, by);
            sums.primary[i] = tuples(i, common, by, sums.remainder, cellSum);
            layout.primary().spread(i, sums.primary[i], sums.remainder, layout.columns[0]);
        }
        layout.cells.collect(cellSum, sums.remainder, layout.beta);
        if (layout.gaps != null) {
            layout.gaps.addThirdDerivative(mode.hessian().sums.pass.effects.remainder, ofLevel, sums.remainder);
        }
        for (int g = 1; g < layout.groupings.size(); g++) {
            for (int j = 0; j < layout.groupings.get(g).levels; j++) {
                layout.groupings.get(g).spread(j, sums.remainder[layout.own[g] + j], sums.remainder, layout.columns[g]);
            }
        }
        return mode.scales().natural(sums);
    }

    /** Adds the rows of a level of the primary grouping to the sums of all others; answers the level's own. */
    private double tuples(int i, double common, double[] by, double[] remainder, double[] cellSum) {
        var rows = layout.rows;
        var fitted = mode.hessian().sums.pass.fitted;
        double sum = 0;
        for (int t = rows.tupleStart[i]; t < rows.tupleStart[i + 1]; t++) {
            double leverage = leverage(t, common, by);
            double ofTuple = 0;
            for (int n = rows.rowStart[t]; n < rows.rowStart[t + 1]; n++) {
                double mu = fitted[n];
                double a = leverage * mu * (1 - mu) * (1 - 2 * mu);
                ofTuple += a;
                cellSum[rows.cell[n] >>> 1] += a;
                for (int m = 0; m < rows.dense.length; m++) {
                    remainder[layout.beta + layout.cells.denseCoefficient[m]] += a * rows.dense[m][n];
                }
            }
            for (int g = 1; g < layout.groupings.size(); g++) {
                remainder[layout.own[g] + rows.level[g - 1][t]] += ofTuple;
            }
            sum += ofTuple;
        }
        return sum;
    }

    private double leverage(int t, double common, double[] by) {
        double leverage = common;
        int[][] level = layout.rows.level;
        for (int g = 1; g <= level.length; g++) {
            int own = level[g - 1][t];
            leverage += ofLevel[layout.own[g] + own] + 2 * times(g, own, by);
            for (int h = 1; h < g; h++) {
                leverage += 2 * between(g, own, h, level[h - 1][t]);
            }
        }
        return leverage;
    }

    /**
     * What the rows of a level of the primary grouping have in common: with v the scaled columns of its tags less its share of
     * what it meets, sd^2 / d + v' inverse v. Sets {@code by} to inverse v at each effect that it meets.
     */
    private double level(int i, double[] v, double[] by) {
        profile.loadSpherical(i, scale);
        int end = profile.random();
        double share = mode.scales().primary * mode.scales().primary / mode.hessian().diagonal[i];
        for (int a = 0; a < end; a++) {
            v[profile.index[a]] = -share * profile.value[a];
        }
        var primary = layout.primary();
        for (int e = primary.start[i]; e < primary.start[i + 1]; e++) {
            int tag = layout.columns[0] + primary.column[e];
            v[tag] += primary.weight[e] * scale[tag];
        }
        double quadratic = 0;
        for (int a = 0; a < end; a++) {
            int row = profile.index[a];
            double sum = 0;
            for (int b = 0; b < end; b++) {
                sum += inverse[row][profile.index[b]] * v[profile.index[b]];
            }
            by[row] = sum;
            quadratic += sum * v[row];
        }
        return share + quadratic;
    }

    /** z'v of a level of a further grouping, which has its own effect and its tags. */
    private double times(int g, int level, double[] v) {
        var grouping = layout.groupings.get(g);
        int own = layout.own[g] + level;
        double sum = scale[own] * v[own];
        for (int e = grouping.start[level]; e < grouping.start[level + 1]; e++) {
            int tag = layout.columns[g] + grouping.column[e];
            sum += grouping.weight[e] * scale[tag] * v[tag];
        }
        return sum;
    }

    /** z' inverse z between two levels of further groupings. */
    private double between(int g, int i, int h, int l) {
        var grouping = layout.groupings.get(g);
        int own = layout.own[g] + i;
        double sum = scale[own] * times(h, l, inverse[own]);
        for (int e = grouping.start[i]; e < grouping.start[i + 1]; e++) {
            int tag = layout.columns[g] + grouping.column[e];
            sum += grouping.weight[e] * scale[tag] * times(h, l, inverse[tag]);
        }
        return sum;
    }
}
