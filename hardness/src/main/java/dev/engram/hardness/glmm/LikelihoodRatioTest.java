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
 * @param coefficients how many more the larger fit has
 * @param variances how many more the larger fit has
 * @param p probability of a larger statistic
 */
public record LikelihoodRatioTest(double statistic, int coefficients, int variances, double p) {
    /**
     * Tests a fit against a larger one.
     *
     * @throws IllegalArgumentException if they are not fits of the same rows by the same method, if the method is
     *     {@link Method#PQL}, which has no likelihood, or if the smaller has a coefficient or factor that the larger has not
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
        larger.random().forEach(factor -> names.add("random " + factor.name()));
        smaller.fixed().forEach(effect -> require(names.contains(effect.name()), effect.name()));
        smaller.random().forEach(factor -> require(names.contains("random " + factor.name()), factor.name()));
        int coefficients = larger.fixed().size() - smaller.fixed().size();
        int variances = larger.parameters() - smaller.parameters() - coefficients;
        if (variances < 0 || coefficients + variances == 0) {
            throw new IllegalArgumentException("larger: has no parameter that the smaller has not");
        }
        double statistic = Math.max(0, 2 * (larger.logLik() - smaller.logLik()));
        return new LikelihoodRatioTest(statistic, coefficients, variances, p(statistic, coefficients, variances));
    }

    private static double p(double statistic, int coefficients, int variances) {
        double p = 0;
        double weight = Math.pow(0.5, variances);
        for (int j = 0; j <= variances; j++) {
            p += weight * exceeds(coefficients + j, statistic);
            weight *= (double) (variances - j) / (j + 1);
        }
        return p;
    }

    private static double exceeds(int degrees, double statistic) {
        if (degrees == 0) {
            return statistic > 0 ? 0 : 1;
        }
        return Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2);
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("smaller: has " + name + ", which the larger has not");
        }
    }
}
