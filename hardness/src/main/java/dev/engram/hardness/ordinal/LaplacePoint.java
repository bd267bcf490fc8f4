package dev.engram.hardness.ordinal;

/** A mode with its slopes, as the outer ascent sees it: fixed effects if they are part of it, then log standard deviations. */
final class LaplacePoint implements Ascent.Point {
    final Mode mode;
    private final double[] x;
    private final double[] slope;
    final LaplaceSlopes slopes;

    LaplacePoint(Mode mode, LaplaceSlopes slopes, double[] x, double[] slope) {
        this.mode = mode;
        this.slopes = slopes;
        this.x = x;
        this.slope = slope;
    }

    @Override
    public double[] x() {
        return x;
    }

    @Override
    public double value() {
        return mode.logLik();
    }

    @Override
    public double[] slope() {
        return slope;
    }
}
