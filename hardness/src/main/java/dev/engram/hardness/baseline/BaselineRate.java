package dev.engram.hardness.baseline;

import dev.engram.hardness.agree.Agreement;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * Lapse rate of the reviews of a tag, shrunk by a Beta prior that is fitted to all tags by moments: what a study without a model would
 * report, and always published beside the model under its {@link #LABEL}. A scheduler that aims at one recall probability makes
 * these rates equal by construction, and the intervals are far too narrow, since they know of no cards and no learners.
 *
 * <p>With x lapses of n reviews per tag: {@code m0 = sum x / sum n}, {@code v = popvar(x / n) - mean(m0 (1 - m0) / n)}
 * floored at 1e-8, {@code s = m0 (1 - m0) / v - 1}; the posterior of a tag is {@code Beta(x + m0 s, n - x + (1 - m0) s)}.
 * Where no review or every review lapsed, m0 is that of half a lapse and half a success more, and v is floored. Where the rates vary
 * more than any Beta prior allows, {@code s = 1}.
 *
 * @param reviews reviews of the tag; a review counts for each of its tags
 * @param lapses  among those
 * @param rate    lapses / reviews
 * @param shrunk  posterior mean
 * @param low     2.5 % quantile of the posterior
 * @param high    97.5 % quantile
 * @param rank    place by posterior mean, 1 = highest rate; mean place of equals
 */
public record BaselineRate(
        long reviews, long lapses, double rate, double shrunk, double low, double high, double rank) {
    /** What must stand beside every one of these figures. */
    public static final String LABEL = "descriptive, scheduler-dependent";

    private static final double VARIANCE_FLOOR = 1e-8;
    private static final double WEIGHT_FLOOR = 1;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    /**
     * The rates of some tags, in the order given.
     *
     * @param lapses  of each tag, in [0, reviews]
     * @param reviews of each tag, {@code >= 1}
     */
    public static List<BaselineRate> of(long[] lapses, long[] reviews) {
        double allLapses = LongStream.of(lapses).sum();
        double allReviews = LongStream.of(reviews).sum();
        boolean alike = allLapses == 0 || allLapses == allReviews;
        double mean = alike ? (allLapses + 0.5) / (allReviews + 1) : allLapses / allReviews;
        double[] rates = IntStream.range(0, lapses.length)
                .mapToDouble(t -> (double) lapses[t] / reviews[t])
                .toArray();
        double variance = alike ? VARIANCE_FLOOR : Math.max(VARIANCE_FLOOR, varianceBetween(rates, reviews, mean));
        double moments = mean * (1 - mean) / variance - 1;
        double weight = moments > 0 ? moments : WEIGHT_FLOOR;
        double[] shrunk = IntStream.range(0, lapses.length)
                .mapToDouble(t -> (lapses[t] + mean * weight) / (reviews[t] + weight))
                .toArray();
        double[] ranks = Agreement.places(shrunk);
        return IntStream.range(0, lapses.length)
                .mapToObj(t -> {
                    var posterior = new BetaDistribution(
                            lapses[t] + mean * weight, reviews[t] - lapses[t] + (1 - mean) * weight);
                    return new BaselineRate(
                            reviews[t],
                            lapses[t],
                            rates[t],
                            shrunk[t],
                            posterior.inverseCumulativeProbability(LOW),
                            posterior.inverseCumulativeProbability(HIGH),
                            ranks[t]);
                })
                .toList();
    }

    /** Variance of the rates less what binomial chance would give; negative where chance explains more than all. */
    private static double varianceBetween(double[] rates, long[] reviews, double mean) {
        int size = rates.length;
        double meanRate = DoubleStream.of(rates).sum() / size;
        double variance = 0;
        for (int t = 0; t < size; t++) {
            double deviation = rates[t] - meanRate;
            variance += (deviation * deviation - mean * (1 - mean) / reviews[t]) / size;
        }
        return variance;
    }
}
