package dev.engram.hardness.glmm;

import java.util.HashSet;
import java.util.stream.Collectors;
import org.hipparchus.special.Gamma;

/**
 * Twice the difference of the log-likelihoods of two nested fits, against its distribution where the smaller one holds.
 *
 * <p>A variance of zero lies at the edge of its range: half of the time its estimate is zero, and it adds nothing. With one
 * further variance and f further coefficients the distribution is half chi-squared with f and half with f + 1 degrees of
 * freedom (Self and Liang 1987). With v variances the weights are binomial, which holds where their estimates are independent.
 *
 * @param statistic twice the difference, at least 0
 * @param interior how many parameters more the larger fit has whose value in the smaller lies inside their range: coefficients,
 *     and standard deviations that the smaller was given above zero
 * @param boundary how many variances more the larger fit has that are zero in the smaller
 * @param p probability of a larger statistic
 */
public record LikelihoodRatioTest(double statistic, int interior, int boundary, double p) {
    /**
     * Tests a fit against a larger one.
     *
     * @throws IllegalArgumentException if they are not fits of the same rows by the same method, if the method is
     *     {@link Method#PQL}, which has no likelihood, or if the smaller has a coefficient, factor or estimated standard deviation
     *     that the larger has not, or another given one
     */
    public static LikelihoodRatioTest of(Fit smaller, Fit larger) {
        if (smaller.method() != larger.method() || smaller.method() == Method.PQL) {
            throw new IllegalArgumentException(
                    "method: joint or laplace, the same for both, not " + smaller.method() + " and " + larger.method());
        }
        if (smaller.rows() != larger.rows()) {
            throw new IllegalArgumentException(
                    "rows: the same for both, not " + smaller.rows() + " and " + larger.rows());
        }
        var names = larger.fixed().stream().map(FixedEffect::name).collect(Collectors.toCollection(HashSet::new));
        var factors = larger.random().stream().map(FactorFit::name).collect(Collectors.toSet());
        smaller.fixed().forEach(effect -> require(names.contains(effect.name()), effect.name()));
        smaller.random().forEach(factor -> require(factors.contains(factor.name()), factor.name()));
        var estimated = larger.estimatedSds();
        smaller.estimatedSds().forEach(factor -> require(estimated.contains(factor), "an estimated SD of " + factor));
        int interior = larger.fixed().size() - smaller.fixed().size();
        int boundary = 0;
        for (var factor : larger.random()) {
            double held = sd(smaller, factor.name());
            if (!estimated.contains(factor.name())) {
                require(held == factor.sd(), "another SD of " + factor.name());
            } else if (!smaller.estimatedSds().contains(factor.name())) {
                interior += held > 0 ? 1 : 0;
                boundary += held > 0 ? 0 : 1;
            }
        }
        if (interior + boundary == 0) {
            throw new IllegalArgumentException("larger: has no parameter that the smaller has not");
        }
        double statistic = Math.max(0, 2 * (larger.logLik() - smaller.logLik()));
        return new LikelihoodRatioTest(statistic, interior, boundary, p(statistic, interior, boundary));
    }

    private static double p(double statistic, int interior, int boundary) {
        double p = 0;
        double weight = Math.pow(0.5, boundary);
        for (int j = 0; j <= boundary; j++) {
            p += weight * exceeds(interior + j, statistic);
            weight *= (double) (boundary - j) / (j + 1);
        }
        return p;
    }

    private static double exceeds(int degrees, double statistic) {
        if (degrees == 0) {
            return statistic > 0 ? 0 : 1;
        }
        return Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2);
    }

    /** 0 where the fit has no such factor. */
    private static double sd(Fit fit, String factor) {
        return fit.random().stream()
                .filter(other -> other.name().equals(factor))
                .mapToDouble(FactorFit::sd)
                .findFirst()
                .orElse(0);
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("smaller: has " + name + ", which the larger has not");
        }
    }
}
