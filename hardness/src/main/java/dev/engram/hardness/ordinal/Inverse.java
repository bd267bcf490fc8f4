package dev.engram.hardness.ordinal;

/**
 * Variances of spherical effects: the inverse of a {@link BlockSystem}, of all effects or of the random ones with the fixed
 * ones held.
 */
final class Inverse {
    final int size;
    /** Of the first {@code size} columns of the rest, by rows, symmetric. */
    final double[] rest;
    /** Apart by those columns. */
    final double[] cross;
    /** Of the effects apart, each alone. */
    final double[] apart;

    Inverse(BlockSystem system, int size) {
        this.size = size;
        int columns = system.layout.columns;
        rest = restOf(triangular(system.factor, columns, size), size);
        apart = new double[system.diagonal.length];
        cross = new double[apart.length * size];
        for (int e = 0; e < apart.length; e++) {
            double inverse = 1 / system.diagonal[e];
            for (int k = 0; k < size; k++) {
                double value = system.cross[e * columns + k] * inverse;
                for (int i = 0; value != 0 && i < size; i++) {
                    cross[e * size + i] -= value * rest[k * size + i];
                }
            }
            double explained = 0;
            for (int k = 0; k < size; k++) {
                explained += system.cross[e * columns + k] * cross[e * size + k];
            }
            apart[e] = inverse * (1 - explained);
        }
    }

    /** Inverse of the leading block of a lower triangular matrix. */
    private static double[] triangular(double[] factor, int columns, int size) {
        double[] inverse = new double[size * size];
        for (int i = 0; i < size; i++) {
            int line = i * size;
            for (int k = 0; k < i; k++) {
                double of = factor[i * columns + k];
                for (int j = 0; of != 0 && j <= k; j++) {
                    inverse[line + j] -= of * inverse[k * size + j];
                }
            }
            double pivot = factor[i * columns + i];
            for (int j = 0; j < i; j++) {
                inverse[line + j] /= pivot;
            }
            inverse[line + i] = 1 / pivot;
        }
        return inverse;
    }

    /** X'X of a lower triangular X. */
    private static double[] restOf(double[] triangular, int size) {
        double[] product = new double[size * size];
        for (int k = 0; k < size; k++) {
            for (int i = 0; i <= k; i++) {
                double of = triangular[k * size + i];
                for (int j = 0; j <= i; j++) {
                    product[i * size + j] += of * triangular[k * size + j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                product[j * size + i] = product[i * size + j];
            }
        }
        return product;
    }
}
