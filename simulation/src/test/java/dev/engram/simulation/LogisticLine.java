package dev.engram.simulation;

/** Plain logistic regression on one variable by Newton's method; written here so that worlds are not judged by our engine. */
final class LogisticLine {
    private final double[] x;
    private final boolean[] y;
    private int rows;

    LogisticLine(int capacity) {
        x = new double[capacity];
        y = new boolean[capacity];
    }

    void add(double value, boolean outcome) {
        x[rows] = value;
        y[rows++] = outcome;
    }

    int rows() {
        return rows;
    }

    /** Intercept, slope, and the standard error of each. */
    double[] fit() {
        double a = 0;
        double b = 0;
        double aa = 0;
        double ab = 0;
        double bb = 0;
        for (int step = 0; step < 12; step++) {
            double ga = 0;
            double gb = 0;
            aa = ab = bb = 0;
            for (int row = 0; row < rows; row++) {
                double p = 1 / (1 + Math.exp(-a - b * x[row]));
                double residual = (y[row] ? 1 : 0) - p;
                double weight = p * (1 - p);
                ga += residual;
                gb += residual * x[row];
                aa += weight;
                ab += weight * x[row];
                bb += weight * x[row] * x[row];
            }
            double det = aa * bb - ab * ab;
            a += (bb * ga - ab * gb) / det;
            b += (aa * gb - ab * ga) / det;
        }
        double det = aa * bb - ab * ab;
        return new double[] {a, b, Math.sqrt(bb / det), Math.sqrt(aa / det)};
    }
}
