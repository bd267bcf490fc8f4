package dev.engram.hardness.glmm.laplace;

/** The leverage z' H^-1 z of each row under the random effects, times the derivative of its weight, summed over the rows. */
final class Leverages {
    private final Layout layout;
    private final Mode mode;
    private final double[][] inverse;
    private final int random;
    /** z'(inverse)z of a level of a kept grouping, by column. */
    private final double[] own;

    Leverages(Layout layout, Mode mode, double[][] inverse) {
        this.layout = layout;
        this.mode = mode;
        this.inverse = inverse;
        random = layout.randomColumns;
        own = new double[layout.columns];
        for (int g = 0; g < layout.kept.length; g++) {
            int size = layout.design.random().get(layout.kept[g]).levels().size();
            for (int i = 0; i < size; i++) {
                own[layout.keptFrom[g] + i] = between(g, i, g, i);
            }
        }
    }

    /** S A'a with a_n = leverage times d w / d eta. */
    Effects thirdDerivative() {
        var sums = new Effects(layout);
        var cellSum = new double[layout.fixed.count()];
        var along = new double[layout.columns];
        var by = new double[layout.columns];
        for (int j = 0; j < layout.levels; j++) {
            double common = level(j, along, by);
            sums.eliminated[j] = rows(j, common, by, sums.columns, cellSum);
        }
        layout.fixed.collect(cellSum, sums.columns, random);
        if (layout.gaps != null) {
            layout.gaps.addThirdDerivative(mode.sums().columnEffect, own, sums.columns);
        }
        finish(sums);
        return sums;
    }

    /** Adds the rows of a level of the eliminated grouping to the sums of all others; answers the level's own. */
    private double rows(int j, double common, double[] by, double[] columns, double[] cellSum) {
        var fitted = mode.sums().fitted;
        double sum = 0;
        for (int n = layout.rowStart[j]; n < layout.rowStart[j + 1]; n++) {
            double mu = fitted[n];
            double a = leverage(n, common, by) * mu * (1 - mu) * (1 - 2 * mu);
            sum += a;
            cellSum[layout.cell[n]] += a;
            for (int g = 0; g < layout.kept.length; g++) {
                columns[layout.keptFrom[g] + layout.keptLevel[g][n]] += a;
            }
            for (int m = 0; m < layout.dense.length; m++) {
                columns[random + layout.fixed.denseCoefficient[m]] += a * layout.dense[m][n];
            }
        }
        return sum;
    }

    private double leverage(int n, double common, double[] by) {
        double leverage = common;
        for (int g = 0; g < layout.kept.length; g++) {
            int column = layout.keptFrom[g] + layout.keptLevel[g][n];
            leverage += own[column] + 2 * by[column];
            for (int h = 0; h < g; h++) {
                leverage += 2 * between(g, layout.keptLevel[g][n], h, layout.keptLevel[h][n]);
            }
        }
        return leverage;
    }

    /** Carries sums over levels to their tags, and scales all. */
    private void finish(Effects sums) {
        for (var member : layout.members) {
            if (member.parent < 0) {
                member.collect(sums.eliminated, 0, sums.columns);
            } else {
                member.collect(sums.columns, layout.keptFrom[member.parent], sums.columns);
            }
        }
        for (int j = 0; j < layout.levels; j++) {
            sums.eliminated[j] *= mode.scales().eliminated;
        }
        for (int c = 0; c < layout.columns; c++) {
            sums.columns[c] *= mode.scales().column[c];
        }
    }

    /**
     * What the rows of a level of the eliminated grouping have in common: with v the scaled columns of its tags less its
     * share of the pattern, sd^2 / d + v' inverse v. Sets {@code by} at each kept level of the pattern to z' inverse v.
     */
    private double level(int j, double[] v, double[] by) {
        var scales = mode.scales();
        int begin = layout.patternStart[j];
        int end = layout.patternStart[j + 1] - layout.coefs;
        double d = mode.hessian().diagonal[j];
        for (int k = begin; k < end; k++) {
            v[layout.pattern[k]] = -scales.eliminated * mode.hessian().cross(k) / d;
        }
        for (var member : layout.members) {
            if (member.parent < 0) {
                for (int e = member.start[j]; e < member.start[j + 1]; e++) {
                    int tag = member.from + member.level[e];
                    v[tag] += member.weight[e] * scales.column[tag];
                }
            }
        }
        double quadratic = 0;
        for (int a = begin; a < end; a++) {
            int row = layout.pattern[a];
            by[row] = sum(inverse[row], begin, end, v);
            quadratic += by[row] * v[row];
        }
        toLevels(begin, end, by);
        return scales.eliminated * scales.eliminated / d + quadratic;
    }

    private double sum(double[] row, int begin, int end, double[] v) {
        double sum = 0;
        for (int b = begin; b < end; b++) {
            int column = layout.pattern[b];
            sum += row[column] * v[column];
        }
        return sum;
    }

    /** From inverse v by column to z' inverse v by level: scaled, and with the tags of a level added. */
    private void toLevels(int begin, int end, double[] by) {
        for (int a = begin; a < end; a++) {
            int row = layout.pattern[a];
            for (int g = 0; g < layout.kept.length; g++) {
                if (layout.columnFactor[row] == layout.kept[g]) {
                    double sum = mode.scales().column[row] * by[row];
                    for (var member : layout.members) {
                        if (member.parent == g) {
                            sum += tags(member, row - layout.keptFrom[g], by);
                        }
                    }
                    by[row] = sum;
                }
            }
        }
    }

    private double tags(Member member, int level, double[] values) {
        double sum = 0;
        for (int e = member.start[level]; e < member.start[level + 1]; e++) {
            int tag = member.from + member.level[e];
            sum += member.weight[e] * mode.scales().column[tag] * values[tag];
        }
        return sum;
    }

    /** z' inverse z between two levels of kept groupings. */
    private double between(int g, int i, int h, int l) {
        double sum = toRow(layout.keptFrom[g] + i, h, l) * mode.scales().column[layout.keptFrom[g] + i];
        for (var member : layout.members) {
            if (member.parent == g) {
                for (int e = member.start[i]; e < member.start[i + 1]; e++) {
                    int tag = member.from + member.level[e];
                    sum += member.weight[e] * mode.scales().column[tag] * toRow(tag, h, l);
                }
            }
        }
        return sum;
    }

    private double toRow(int row, int h, int l) {
        int column = layout.keptFrom[h] + l;
        double sum = inverse[row][column] * mode.scales().column[column];
        for (var member : layout.members) {
            if (member.parent == h) {
                sum += tags(member, l, inverse[row]);
            }
        }
        return sum;
    }
}
