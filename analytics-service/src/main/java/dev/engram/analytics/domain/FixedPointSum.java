package dev.engram.analytics.domain;

/**
 * Adds numbers up in fixed point, to 2^-40: the same numbers give the same bits in any order, so learner page, class page and files
 * agree to the last digit. The sum must stay below 8 million.
 */
public final class FixedPointSum {
    private static final double SCALE = 1L << 40;

    private long sum;

    /** Adds a number. @param number finite */
    public void add(double number) {
        sum += Math.round(number * SCALE);
    }

    public double value() {
        return sum / SCALE;
    }

    /** The sum divided by {@code n}. @param n {@code >= 1} */
    public double mean(long n) {
        return sum / SCALE / n;
    }
}
