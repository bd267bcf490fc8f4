package dev.engram.hardness.diagnostics;

/** Outfit and infit mean squares of groups of rows: Wright and Masters, Rating Scale Analysis (1982), chapter 5. */
public final class MeanSquares {
    private final double[] standardised;
    private final double[] squares;
    private final double[] variances;
    private final long[] rows;

    /** Of so many groups without rows. */
    public MeanSquares(int groups) {
        standardised = new double[groups];
        squares = new double[groups];
        variances = new double[groups];
        rows = new long[groups];
    }

    /** Adds a row; one that the model predicts with certainty says nothing and is left out. */
    public void add(int group, double p, boolean lapse) {
        double variance = p * (1 - p);
        if (variance > 0) {
            double residual = (lapse ? 1 : 0) - p;
            standardised[group] += residual * residual / variance;
            squares[group] += residual * residual;
            variances[group] += variance;
            rows[group]++;
        }
    }

    /** Mean of the squared standardised residuals of a group: sensitive to single surprising answers; NaN without rows. */
    public double outfit(int group) {
        return standardised[group] / rows[group];
    }

    /** The same weighted by the variance of each row: sensitive to answers near the threshold; NaN without rows. */
    public double infit(int group) {
        return squares[group] / variances[group];
    }
}
