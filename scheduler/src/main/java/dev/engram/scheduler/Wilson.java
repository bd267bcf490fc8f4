package dev.engram.scheduler;

/**
 * Wilson's 95% score interval of a proportion. Source: E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927).
 *
 * @param low lower bound, in [0, 1]
 * @param high upper bound, in [0, 1]
 */
public record Wilson(double low, double high) {
    private static final double Z = 1.959964; // 97.5% quantile of the normal distribution

    static Wilson of(long successes, long n) {
        double share = (double) successes / n;
        double z2 = Z * Z / n;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n)) / (1 + z2);
        // at 0 and n successes a bound is exactly 0 or 1, and rounding must not put it outside
        return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
