package dev.engram.hardness.glmm.fit;

/** Finds coefficients that others determine, by a Cholesky factorisation of the centred cross products. */
final class Aliases {
    /** Variance left by other columns, as a share of the column's own: below it the column is their combination. */
    private static final double LEFT = 1e-10;
    /** Variance of a column as a share of its mean square: below it the column is constant. */
    private static final double CONSTANT = 1e-14;

    private Aliases() {}

    /**
     * Which coefficients are determined by those before them.
     *
     * @param last coefficients that are to be dropped rather than others, or all false
     */
    static boolean[] of(Points points, boolean[] last) {
        int p = points.coefs;
        var order = order(last);
        var product = centred(points);
        var aliased = new boolean[p];
        var factor = new double[p * p];
        for (int a = 0; a < p; a++) {
            int i = order[a];
            if (i == 0) {
                continue;
            }
            double own = product.matrix[i * p + i];
            double rest = own;
            for (int b = 0; b < a; b++) {
                int j = order[b];
                if (j == 0 || aliased[j]) {
                    continue;
                }
                double sum = product.matrix[i * p + j];
                for (int c = 0; c < b; c++) {
                    sum -= factor[i * p + order[c]] * factor[j * p + order[c]];
                }
                factor[i * p + j] = sum / factor[j * p + j];
                rest -= factor[i * p + j] * factor[i * p + j];
            }
            aliased[i] = !(own > CONSTANT * product.meanSquare[i] && rest > LEFT * own);
            if (aliased[i]) {
                for (int b = 0; b < a; b++) {
                    factor[i * p + order[b]] = 0;
                }
            } else {
                factor[i * p + i] = Math.sqrt(rest);
            }
        }
        return aliased;
    }

    private static int[] order(boolean[] last) {
        var order = new int[last.length];
        int next = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int c = 0; c < last.length; c++) {
                if (last[c] == (pass == 1)) {
                    order[next++] = c;
                }
            }
        }
        return order;
    }

    private static Products centred(Points points) {
        int p = points.coefs;
        var mean = new double[p];
        var square = new double[p];
        var x = new double[p];
        double rows = 0;
        for (int n = 0; n < points.size(); n++) {
            double count = points.zeros(n) + points.ones(n);
            rows += count;
            points.read(n, x);
            for (int c = 0; c < p; c++) {
                mean[c] += count * x[c];
                square[c] += count * x[c] * x[c];
            }
        }
        for (int c = 0; c < p; c++) {
            mean[c] /= Math.max(rows, 1);
        }
        var matrix = new double[p * p];
        for (int n = 0; n < points.size(); n++) {
            double count = points.zeros(n) + points.ones(n);
            points.read(n, x);
            for (int c = 0; c < p; c++) {
                double value = count * (x[c] - mean[c]);
                for (int d = 0; value != 0 && d < p; d++) {
                    matrix[c * p + d] += value * (x[d] - mean[d]);
                }
            }
        }
        return new Products(matrix, square);
    }

    private static final class Products {
        final double[] matrix;
        final double[] meanSquare;

        Products(double[] matrix, double[] meanSquare) {
            this.matrix = matrix;
            this.meanSquare = meanSquare;
        }
    }
}
