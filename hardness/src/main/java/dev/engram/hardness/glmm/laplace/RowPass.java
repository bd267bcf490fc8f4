package dev.engram.hardness.glmm.laplace;

import java.util.Arrays;

/**
 * One pass over the rows at given effects: the log-likelihood, the residuals and weights summed over everything that rows
 * share. Sums are unscaled: A'(y - mu) and A'WA for the matrix A of all effects. Owns its results, which the next pass
 * overwrites.
 */
final class RowPass {
    /** 2^512 is far below the largest double: so many factors of at most 2 may be multiplied before a logarithm is taken. */
    private static final int FACTORS = 512;

    private final Layout layout;
    /** Sum over the rows of y eta - ln(1 + exp(eta)). */
    double logLik;
    /** Fitted probability of each row, in the order of the layout. */
    final double[] fitted;
    /** A'(y - mu). */
    final Effects residual;
    /** Weights summed by level of the eliminated grouping. */
    final double[] weight;
    /** A'WA between a level of the eliminated grouping and its pattern. */
    final double[] cross;
    /** A'WA among the columns, lower triangle by rows. */
    final double[] matrix;

    private final double[] levelEffect;
    /** Effects of the columns on the logit scale, memberships of kept groupings included. */
    final double[] columnEffect;

    private double[] cellEta;
    private final double[] cellWeight;
    private final double[] cellResidual;
    private final double[] cellDense;

    RowPass(Layout layout) {
        this.layout = layout;
        fitted = new double[layout.rows];
        residual = new Effects(layout);
        weight = new double[layout.levels];
        cross = new double[layout.pattern.length];
        matrix = new double[layout.columns * layout.columns];
        levelEffect = new double[layout.levels];
        columnEffect = new double[layout.columns];
        int cells = layout.fixed.count();
        cellEta = new double[0];
        cellWeight = new double[cells];
        cellResidual = new double[cells];
        cellDense = new double[cells * layout.dense.length];
    }

    /** Passes over the rows. */
    void at(Effects effects, Scales scales) {
        predict(effects, scales);
        clear();
        double sum = 0;
        for (int j = 0; j < layout.levels; j++) {
            sum += level(j);
        }
        logLik = sum;
        cells();
        if (layout.gaps != null) {
            layout.gaps.add(columnEffect, this);
        }
        Memberships.expand(layout, this);
    }

    private void predict(Effects effects, Scales scales) {
        for (int c = 0; c < columnEffect.length; c++) {
            columnEffect[c] = scales.column[c] * effects.columns[c];
        }
        for (int j = 0; j < levelEffect.length; j++) {
            levelEffect[j] = scales.eliminated * effects.eliminated[j];
        }
        for (var member : layout.members) {
            if (member.parent < 0) {
                member.spread(columnEffect, levelEffect, 0);
            } else {
                member.spread(columnEffect, columnEffect, layout.keptFrom[member.parent]);
            }
        }
        cellEta = layout.fixed.predictor(columnEffect, layout.randomColumns);
    }

    private void clear() {
        Arrays.fill(residual.columns, 0);
        Arrays.fill(cross, 0);
        Arrays.fill(matrix, 0);
        Arrays.fill(cellWeight, 0);
        Arrays.fill(cellResidual, 0);
        Arrays.fill(cellDense, 0);
    }

    /** The rows of one level of the eliminated grouping; answers their log-likelihood. */
    private double level(int j) {
        var fixed = layout.fixed;
        int kept = layout.kept.length;
        int columns = layout.columns;
        int random = layout.randomColumns;
        int crossFixed = layout.patternStart[j + 1] - layout.coefs;
        double linear = 0;
        double product = 1;
        int factors = 0;
        double sumResidual = 0;
        double sumWeight = 0;
        for (int n = layout.rowStart[j]; n < layout.rowStart[j + 1]; n++) {
            int cell = layout.cell[n];
            double eta = levelEffect[j] + layout.offset[n] + cellEta[cell];
            for (int g = 0; g < kept; g++) {
                eta += columnEffect[layout.keptFrom[g] + layout.keptLevel[g][n]];
            }
            for (int m = 0; m < layout.dense.length; m++) {
                eta += columnEffect[random + fixed.denseCoefficient[m]] * layout.dense[m][n];
            }
            double tail = Math.exp(-Math.abs(eta));
            double inverse = 1 / (1 + tail);
            double mu = eta >= 0 ? inverse : tail * inverse;
            double w = tail * inverse * inverse;
            // y - mu without the cancellation that 1 - mu would have where mu is nearly 1
            double r = layout.response[n] == 0 ? -mu : eta >= 0 ? tail * inverse : inverse;
            linear += (layout.response[n] == 0 ? 0 : eta) - Math.max(eta, 0);
            product *= 1 + tail;
            if (++factors == FACTORS) {
                linear -= Math.log(product);
                product = 1;
                factors = 0;
            }
            fitted[n] = mu;
            sumResidual += r;
            sumWeight += w;
            cellWeight[cell] += w;
            cellResidual[cell] += r;
            for (int k = fixed.start[cell]; k < fixed.start[cell + 1]; k++) {
                cross[crossFixed + fixed.column[k]] += w * fixed.value[k];
            }
            for (int g = 0; g < kept; g++) {
                int column = layout.keptFrom[g] + layout.keptLevel[g][n];
                residual.columns[column] += r;
                cross[layout.keptPlace[g][n]] += w;
                matrix[column * columns + column] += w;
                matrix[random * columns + column] += w;
                for (int k = fixed.start[cell]; k < fixed.start[cell + 1]; k++) {
                    matrix[(random + fixed.column[k]) * columns + column] += w * fixed.value[k];
                }
                for (int h = 0; h < g; h++) {
                    matrix[column * columns + layout.keptFrom[h] + layout.keptLevel[h][n]] += w;
                }
            }
            if (layout.dense.length > 0) {
                dense(n, cell, crossFixed, r, w);
            }
        }
        residual.eliminated[j] = sumResidual;
        weight[j] = sumWeight;
        cross[crossFixed] += sumWeight;
        return linear - Math.log(product);
    }

    private void dense(int n, int cell, int crossFixed, double r, double w) {
        var fixed = layout.fixed;
        int columns = layout.columns;
        int random = layout.randomColumns;
        for (int m = 0; m < layout.dense.length; m++) {
            double x = layout.dense[m][n];
            int row = random + fixed.denseCoefficient[m];
            residual.columns[row] += r * x;
            cross[crossFixed + fixed.denseCoefficient[m]] += w * x;
            cellDense[cell * layout.dense.length + m] += w * x;
            for (int g = 0; g < layout.kept.length; g++) {
                matrix[row * columns + layout.keptFrom[g] + layout.keptLevel[g][n]] += w * x;
            }
            for (int other = 0; other <= m; other++) {
                matrix[row * columns + random + fixed.denseCoefficient[other]] += w * x * layout.dense[other][n];
            }
        }
    }

    /** From sums by cell to the block of the coefficients. */
    private void cells() {
        var fixed = layout.fixed;
        int random = layout.randomColumns;
        for (int cell = 0; cell < fixed.count(); cell++) {
            int begin = fixed.start[cell];
            int end = fixed.start[cell + 1];
            double w = cellWeight[cell];
            residual.columns[random] += cellResidual[cell];
            add(random, random, w);
            for (int k = begin; k < end; k++) {
                int row = random + fixed.column[k];
                residual.columns[row] += cellResidual[cell] * fixed.value[k];
                add(row, random, w * fixed.value[k]);
                for (int l = begin; l <= k; l++) {
                    add(row, random + fixed.column[l], w * fixed.value[k] * fixed.value[l]);
                }
            }
            for (int m = 0; m < layout.dense.length; m++) {
                int row = random + fixed.denseCoefficient[m];
                double sum = cellDense[cell * layout.dense.length + m];
                add(row, random, sum);
                for (int k = begin; k < end; k++) {
                    add(row, random + fixed.column[k], sum * fixed.value[k]);
                }
            }
        }
    }

    /** Adds to the lower triangle of the matrix. */
    void add(int row, int column, double value) {
        matrix[Math.max(row, column) * layout.columns + Math.min(row, column)] += value;
    }
}
