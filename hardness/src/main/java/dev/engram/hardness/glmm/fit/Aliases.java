package dev.engram.hardness.glmm.fit;

import java.util.stream.IntStream;

/** Finds coefficients that others determine, by elimination from the centred cross products. */
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
        var square = new double[p];
        double[][] rest = centred(points, square);
        var own = new double[p];
        for (int c = 0; c < p; c++) {
            own[c] = rest[c][c];
        }
        var aliased = new boolean[p];
        var order = IntStream.concat(
                IntStream.range(1, p).filter(c -> !last[c]),
                IntStream.range(1, p).filter(c -> last[c]));
        for (int i : order.toArray()) {
            aliased[i] = !(own[i] > CONSTANT * square[i] && rest[i][i] > LEFT * own[i]);
            for (int j = 1; !aliased[i] && j < p; j++) {
                double share = j == i ? 0 : rest[j][i] / rest[i][i];
                for (int k = 1; share != 0 && k < p; k++) {
                    rest[j][k] -= share * rest[i][k];
                }
            }
        }
        return aliased;
    }

    /** Sums of products of the columns less their means; adds the sums of squares as they are to {@code square}. */
    private static double[][] centred(Points points, double[] square) {
        int p = points.coefs;
        var mean = new double[p];
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
        var product = new double[p][p];
        for (int n = 0; n < points.size(); n++) {
            double count = points.zeros(n) + points.ones(n);
            points.read(n, x);
            for (int c = 0; c < p; c++) {
                double value = count * (x[c] - mean[c]);
                for (int d = 0; value != 0 && d < p; d++) {
                    product[c][d] += value * (x[d] - mean[d]);
                }
            }
        }
        return product;
    }
}
