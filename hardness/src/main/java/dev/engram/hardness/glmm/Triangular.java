package dev.engram.hardness.glmm;

/** Lower triangular matrices by rows, in inner loops that run along rows. */
final class Triangular {
    private Triangular() {}

    /** Solves L L' x = b in place for the leading {@code size} rows. */
    static void solve(double[] lower, int stride, int size, double[] b) {
        for (int r = 0; r < size; r++) {
            double sum = b[r];
            for (int c = 0; c < r; c++) {
                sum -= lower[r * stride + c] * b[c];
            }
            b[r] = sum / lower[r * stride + r];
        }
        for (int r = size - 1; r >= 0; r--) {
            double value = b[r] / lower[r * stride + r];
            b[r] = value;
            for (int c = 0; c < r; c++) {
                b[c] -= value * lower[r * stride + c];
            }
        }
    }

    /** (L L')^-1 of the leading {@code size} rows, all elements. */
    static double[] inverseOfProduct(double[] lower, int stride, int size) {
        var inverse = inverse(lower, stride, size);
        var product = new double[size * size];
        for (int k = 0; k < size; k++) {
            int from = k * size;
            for (int r = 0; r <= k; r++) {
                axpy(inverse[from + r], inverse, from, product, r * size, r + 1);
            }
        }
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < r; c++) {
                product[c * size + r] = product[r * size + c];
            }
        }
        return product;
    }

    private static double[] inverse(double[] lower, int stride, int size) {
        var inverse = new double[size * size];
        for (int r = 0; r < size; r++) {
            int to = r * size;
            for (int k = 0; k < r; k++) {
                axpy(-lower[r * stride + k], inverse, k * size, inverse, to, k + 1);
            }
            double scale = 1 / lower[r * stride + r];
            for (int c = 0; c < r; c++) {
                inverse[to + c] *= scale;
            }
            inverse[to + r] = scale;
        }
        return inverse;
    }

    /** y += factor x over {@code length} elements: a loop that the compiler turns into vector instructions. */
    private static void axpy(double factor, double[] x, int fromX, double[] y, int fromY, int length) {
        for (int i = 0; i < length; i++) {
            y[fromY + i] += factor * x[fromX + i];
        }
    }
}
