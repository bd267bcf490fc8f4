package dev.engram.fsrs;

/** Checks of arguments, written so that NaN fails them. */
final class Require {
    private Require() {}

    static double within(double low, double high, double value, String name) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], was " + value);
        }
        return value;
    }

    /** For probabilities that must be neither 0 nor 1. */
    static double between(double low, double high, double value, String name) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    name + " must be between " + low + " and " + high + ", both excluded, was " + value);
        }
        return value;
    }

    static long atLeast(long low, long value, String name) {
        if (value < low) {
            throw new IllegalArgumentException(name + " must be at least " + low + ", was " + value);
        }
        return value;
    }
}
