package dev.engram.simulation.recovery;

/**
 * A bound on the mean of the seeds.
 *
 * @param what the figure and where it was measured
 * @param measured the mean
 * @param low smallest value that passes
 * @param high largest value that passes
 */
public record Gate(String what, double measured, double low, double high) {
    static Gate atLeast(String what, double measured, double low) {
        return new Gate(what, measured, low, Double.POSITIVE_INFINITY);
    }

    static Gate atMost(String what, double measured, double high) {
        return new Gate(what, measured, Double.NEGATIVE_INFINITY, high);
    }

    /** Whether anything is asked; else the figure is only reported. */
    public boolean asks() {
        return !Double.isInfinite(low) || !Double.isInfinite(high);
    }

    /** Whether the figure is within the bounds; never for NaN. */
    public boolean passes() {
        return measured >= low && measured <= high;
    }
}
