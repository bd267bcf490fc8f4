package dev.engram.hardness.glmm.engine;

import java.util.Arrays;

/** Sums of the fixed columns over all rows, from those of cells and dense columns. */
final class FixedSums {
    private FixedSums() {}

    /**
     * @param gradient residual times fixed column, written
     * @param product weighted cross products of fixed columns, written
     */
    static void sum(RowPass pass, double[] gradient, double[] product) {
        Arrays.fill(gradient, 0);
        Arrays.fill(product, 0);
        var model = pass.model;
        var cells = model.cells;
        int p = model.coefficients;
        int dense = cells.denseCoefficient.length;
        double[] sums = pass.sums;
        for (int c = 0; c < cells.count(); c++) {
            int at = model.cellSums + c * (2 + dense);
            double weight = sums[at + 1];
            gradient[0] += sums[at];
            product[0] += weight;
            for (int e = cells.start[c]; e < cells.start[c + 1]; e++) {
                int k = cells.column[e];
                double x = cells.value[e];
                gradient[k] += sums[at] * x;
                product[k] += weight * x;
                product[k * p] += weight * x;
                for (int f = cells.start[c]; f < cells.start[c + 1]; f++) {
                    product[k * p + cells.column[f]] += weight * x * cells.value[f];
                }
                for (int d = 0; d < dense; d++) {
                    int l = cells.denseCoefficient[d];
                    product[k * p + l] += x * sums[at + 2 + d];
                    product[l * p + k] += x * sums[at + 2 + d];
                }
            }
            for (int d = 0; d < dense; d++) {
                int l = cells.denseCoefficient[d];
                product[l] += sums[at + 2 + d];
                product[l * p] += sums[at + 2 + d];
            }
        }
        int at = model.denseSums;
        for (int d = 0; d < dense; d++) {
            int k = cells.denseCoefficient[d];
            gradient[k] += sums[at++];
            for (int f = 0; f < dense; f++) {
                product[k * p + cells.denseCoefficient[f]] += sums[at++];
            }
        }
    }
}
