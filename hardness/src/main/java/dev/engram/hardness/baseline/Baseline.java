package dev.engram.hardness.baseline;

import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * Lapse rates of tags with a Beta prior fitted by moments: what a study without a model would report, and always published
 * beside the model under its {@link #LABEL}. A scheduler that aims at one recall probability makes these rates equal by
 * construction, and the intervals are far too narrow, since they know of no cards and no learners.
 *
 * <p>With x lapses of n reviews per tag: {@code m0 = sum x / sum n}, {@code v = popvar(x / n) - mean(m0 (1 - m0) / n)}
 * floored at 1e-8, {@code s = m0 (1 - m0) / v - 1}; the posterior of a tag is {@code Beta(x + m0 s, n - x + (1 - m0) s)}.
 * Tags without reviews have no part in the moments and get the prior.
 *
 * @param mean m0, in (0, 1)
 * @param weight s, how many reviews the prior weighs, {@code > 0}
 * @param rule where {@code mean} and {@code weight} come from
 * @param tags in the order given
 */
public record Baseline(double mean, double weight, PriorRule rule, List<TagRate> tags) {
    /** What has to stand wherever these rates are shown. */
    public static final String LABEL = "descriptive, scheduler-dependent";

    private static final double VARIANCE_FLOOR = 1e-8;
    private static final double WEIGHT_FLOOR = 1;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    public Baseline {
        tags = List.copyOf(tags);
    }

    /** The baseline of some tags, or empty where none has a review. */
    public static Optional<Baseline> of(List<TagCount> counts) {
        var counted = counts.stream().filter(count -> count.reviews() > 0).toList();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        double lapses = counted.stream().mapToLong(TagCount::lapses).sum();
        double reviews = counted.stream().mapToLong(TagCount::reviews).sum();
        boolean alike = lapses == 0 || lapses == reviews;
        double mean = alike ? (lapses + 0.5) / (reviews + 1) : lapses / reviews;
        double variance = varianceBetween(counted, mean);
        boolean floored = alike || !(variance > VARIANCE_FLOOR);
        double weight = mean * (1 - mean) / (floored ? VARIANCE_FLOOR : variance) - 1;
        var rule = alike ? PriorRule.ALL_ALIKE : floored ? PriorRule.VARIANCE_FLOORED : PriorRule.MOMENTS;
        if (!(weight > 0)) {
            weight = WEIGHT_FLOOR;
            rule = PriorRule.WEIGHT_FLOORED;
        }
        double priorWeight = weight;
        return Optional.of(new Baseline(
                mean,
                weight,
                rule,
                counts.stream().map(count -> rate(count, mean, priorWeight)).toList()));
    }

    /** Variance of the rates less what binomial chance would give; negative where chance explains more than all. */
    private static double varianceBetween(List<TagCount> counted, double mean) {
        int size = counted.size();
        double meanRate = counted.stream().mapToDouble(TagCount::rate).sum() / size;
        double spread = 0;
        double chance = 0;
        for (var count : counted) {
            double deviation = count.rate() - meanRate;
            spread += deviation * deviation / size;
            chance += mean * (1 - mean) / count.reviews() / size;
        }
        return spread - chance;
    }

    private static TagRate rate(TagCount count, double mean, double weight) {
        double alpha = count.lapses() + mean * weight;
        double beta = count.reviews() - count.lapses() + (1 - mean) * weight;
        var posterior = new BetaDistribution(alpha, beta);
        return new TagRate(
                count.tag(),
                count.lapses(),
                count.reviews(),
                count.reviews() == 0 ? null : count.rate(),
                alpha / (alpha + beta),
                posterior.inverseCumulativeProbability(LOW),
                posterior.inverseCumulativeProbability(HIGH));
    }
}
