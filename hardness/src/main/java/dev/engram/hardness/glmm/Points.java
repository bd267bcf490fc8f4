package dev.engram.hardness.glmm;

import java.util.Arrays;

/**
 * The rows of the fixed part with their responses, rows that agree in everything counted together where no column is dense.
 * Screening reads these and not the rows.
 */
final class Points {
    final int coefs;
    private final FixedRows fixed;
    private final byte[] response;
    private final int[] zeros;
    private final int[] ones;

    Points(Design design) {
        fixed = FixedRows.of(design, null);
        coefs = fixed.coefs;
        response = design.response();
        int counted = fixed.dense.length == 0 ? fixed.cells : 0;
        zeros = new int[counted];
        ones = new int[counted];
        for (int n = 0; counted > 0 && n < response.length; n++) {
            (response[n] == 0 ? zeros : ones)[fixed.cell[n]]++;
        }
    }

    /** Number of points. */
    int size() {
        return zeros.length > 0 ? zeros.length : response.length;
    }

    /** Rows of a point with response 0. */
    int zeros(int point) {
        return zeros.length > 0 ? zeros[point] : 1 - response[point];
    }

    /** Rows of a point with response 1. */
    int ones(int point) {
        return zeros.length > 0 ? ones[point] : response[point];
    }

    /** The point of a row. */
    int of(int row) {
        return zeros.length > 0 ? fixed.cell[row] : row;
    }

    /** Reads the coefficients' factors of a point. */
    void read(int point, double[] x) {
        Arrays.fill(x, 0);
        x[0] = 1;
        int cell = zeros.length > 0 ? point : fixed.cell[point];
        for (int k = fixed.cellStart[cell]; k < fixed.cellStart[cell + 1]; k++) {
            x[fixed.cellCoef[k]] += fixed.cellValue[k];
        }
        for (int m = 0; m < fixed.dense.length; m++) {
            x[fixed.denseCoef[m]] = fixed.dense[m][point];
        }
    }
}
