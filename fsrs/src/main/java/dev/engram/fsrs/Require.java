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

    /** Finite, too. */
    static double atLeast(double low, double value, String name) {
        if (!(value >= low && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be at least " + low + " and finite, was " + value);
        }
        return value;
    }

    /** A wanted probability of recall. */
    static double retention(double desiredRetention) {
        if (!(desiredRetention > 0 && desiredRetention <= 1)) {
            throw new IllegalArgumentException("desired retention must be in (0, 1], was " + desiredRetention);
        }
        return desiredRetention;
    }
}
