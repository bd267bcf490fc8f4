package dev.engram.hardness.glmm.engine;

import java.util.Arrays;

/**
 * One pass over all rows at given effects: log-likelihood, residual sums and weight sums by level and tuple. All that the
 * next Newton step needs; its own steps do not touch rows again.
 */
final class RowPass {
    private static final double FLUSH = 1e280;

    final Layout model;
    /** Weight of each tuple. */
    final double[] weight;
    /** By level of the primary grouping: residual, then weight times fixed row (the weight itself first). */
    final double[] primarySums;
    /** The sums of all chunks, laid out as {@link Layout} says. */
    final double[] sums;

    double logLik;
    /** Where the pass was made. */
    Effects effects;
    /** Fitted probability of each row in the order of the layout; empty if they are not kept. */
    final double[] fitted;

    private final double[][] partial;
    private final double[] partialLogLik;

    RowPass(Layout model, boolean keepFitted) {
        this.model = model;
        effects = new Effects(model);
        fitted = new double[keepFitted ? model.rows.rows : 0];
        weight = new double[model.rows.tuples()];
        primarySums = new double[model.primary().levels * model.stride()];
        sums = new double[model.width];
        partial = new double[model.chunk.length - 1][model.width];
        partialLogLik = new double[partial.length];
    }

    /** Passes over the rows at effects on the logit scale. */
    void run(Effects state) {
        effects = state;
        var totals = new double[model.groupings.size()][];
        for (int g = 0; g < totals.length; g++) {
            totals[g] = model.totals(g, state.primary, state.remainder);
        }
        double[] predictor = model.cells.predictor(state.remainder, model.beta);
        model.team.run(partial.length, false, c -> chunk(c, totals, predictor, state.remainder));
        logLik = 0;
        for (double part : partialLogLik) {
            logLik += part;
        }
        model.team.addUp(partial, sums);
        if (model.gaps != null) {
            logLik += model.gaps.logLik(state.remainder);
        }
    }

    private void chunk(int c, double[][] totals, double[] predictor, double[] remainder) {
        double[] mine = partial[c];
        Arrays.fill(mine, 0);
        var rows = model.rows;
        int stride = model.stride();
        Arrays.fill(primarySums, model.chunk[c] * stride, model.chunk[c + 1] * stride, 0);
        int others = totals.length - 1;
        var block = new int[others + 1];
        var tuple = new TupleSums();
        for (int i = model.chunk[c]; i < model.chunk[c + 1]; i++) {
            block[others] = i * stride;
            for (int t = rows.tupleStart[i]; t < rows.tupleStart[i + 1]; t++) {
                double base = totals[0][i];
                for (int g = 0; g < others; g++) {
                    int level = rows.level[g][t];
                    base += totals[g + 1][level];
                    block[g] = model.sumsOf[g + 1] + level * stride;
                }
                tuple(rows.rowStart[t], rows.rowStart[t + 1], base, predictor, remainder, mine, block, tuple);
                weight[t] = tuple.weight;
                for (int g = 0; g < others; g++) {
                    mine[block[g]] += tuple.residual;
                    mine[block[g] + 1] += tuple.weight;
                }
                primarySums[block[others]] += tuple.residual;
                primarySums[block[others] + 1] += tuple.weight;
            }
        }
        partialLogLik[c] = tuple.logLik - Math.log(tuple.product);
    }

    private void tuple(
            int begin,
            int end,
            double base,
            double[] predictor,
            double[] remainder,
            double[] mine,
            int[] block,
            TupleSums tuple) {
        var cells = model.cells;
        int[] cell = model.rows.cell;
        double[] offset = model.rows.offset;
        int dense = model.rows.dense.length;
        int others = block.length - 1;
        double product = tuple.product;
        double logLik = 0;
        double residuals = 0;
        double weights = 0;
        for (int n = begin; n < end; n++) {
            int code = cell[n];
            int c = code >>> 1;
            double eta = base + predictor[c];
            if (offset != null) {
                eta += offset[n];
            }
            if (dense > 0) {
                eta += dense(n, remainder);
            }
            boolean one = (code & 1) == 1;
            double e = Math.exp(-Math.abs(eta));
            double q = 1 / (1 + e);
            double mu = eta >= 0 ? q : e * q;
            // 1 - mu without cancellation
            double residual = one ? (eta >= 0 ? e * q : q) : -mu;
            double w = e * q * q;
            if (fitted.length > 0) {
                fitted[n] = mu;
            }
            logLik += one ? Math.min(eta, 0) : -Math.max(eta, 0);
            product *= 1 + e;
            if (product > FLUSH) {
                logLik -= Math.log(product);
                product = 1;
            }
            residuals += residual;
            weights += w;
            int at = model.cellSums + c * (2 + dense);
            mine[at] += residual;
            mine[at + 1] += w;
            for (int k = cells.start[c] + 1; k < cells.start[c + 1]; k++) {
                int to = 1 + cells.column[k];
                double x = w * cells.value[k];
                for (int g = 0; g < others; g++) {
                    mine[block[g] + to] += x;
                }
                primarySums[block[others] + to] += x;
            }
            if (dense > 0) {
                addDense(n, residual, w, at, mine, block);
            }
        }
        tuple.product = product;
        tuple.logLik += logLik;
        tuple.residual = residuals;
        tuple.weight = weights;
    }

    private double dense(int n, double[] remainder) {
        double sum = 0;
        for (int k = 0; k < model.rows.dense.length; k++) {
            sum += model.rows.dense[k][n] * remainder[model.beta + model.cells.denseCoefficient[k]];
        }
        return sum;
    }

    private void addDense(int n, double residual, double w, int cellAt, double[] mine, int[] block) {
        double[][] dense = model.rows.dense;
        int others = block.length - 1;
        int at = model.denseSums;
        for (int k = 0; k < dense.length; k++) {
            double x = dense[k][n];
            double wx = w * x;
            mine[cellAt + 2 + k] += wx;
            mine[at++] += residual * x;
            int to = 1 + model.cells.denseCoefficient[k];
            for (int g = 0; g < others; g++) {
                mine[block[g] + to] += wx;
            }
            primarySums[block[others] + to] += wx;
            for (int l = 0; l < dense.length; l++) {
                mine[at++] += wx * dense[l][n];
            }
        }
    }

    /** Sums of one tuple, and the log-likelihood of all so far. */
    private static final class TupleSums {
        double residual;
        double weight;
        double logLik;
        /** Product of 1 + exp(-|eta|) whose logarithm is still to be taken. */
        double product = 1;
    }
}
