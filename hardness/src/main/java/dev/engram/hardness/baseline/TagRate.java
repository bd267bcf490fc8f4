package dev.engram.hardness.baseline;

import org.jspecify.annotations.Nullable;

/**
 * The lapse rate of one tag, shrunk towards that of all.
 *
 * @param tag name of the tag
 * @param lapses counted lapses
 * @param reviews counted reviews; 0 leaves the prior as the answer
 * @param rate lapses per review, null without reviews
 * @param posteriorMean mean of the Beta posterior
 * @param low 2.5 % quantile of the posterior
 * @param high 97.5 % quantile of the posterior
 */
public record TagRate(
        String tag, long lapses, long reviews, @Nullable Double rate, double posteriorMean, double low, double high) {}
