package dev.engram.hardness.glmm;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How to fit.
 *
 * @param method what is optimised
 * @param givenSd standard deviations not to be estimated, by factor; 0 takes a factor out of the model
 * @param threads number of threads, at least 1; results have the same bits for any number
 * @param covarianceOf the factors whose {@link Fit#covariance} is wanted
 * @param maxIterations limit of the outer iterations, at least 1; a fit that meets it says that it has not converged
 */
public record FitSettings(
        Method method, Map<String, Double> givenSd, int threads, Set<String> covarianceOf, int maxIterations) {
    public FitSettings {
        givenSd = Map.copyOf(givenSd);
        covarianceOf = Set.copyOf(covarianceOf);
        givenSd.forEach((factor, sd) -> {
            if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
                throw new InvalidSettingException("givenSd", factor + " must be finite and >= 0, was " + sd);
            }
        });
        if (threads < 1) {
            throw new InvalidSettingException("threads", "must be at least 1, was " + threads);
        }
        if (maxIterations < 1) {
            throw new InvalidSettingException("maxIterations", "must be at least 1, was " + maxIterations);
        }
    }

    /** The defaults of a method: all standard deviations estimated, one thread, no covariance. */
    public static FitSettings of(Method method) {
        return new FitSettings(method, Map.of(), 1, Set.of(), 500);
    }

    /** The factors of a design whose standard deviations are to be estimated. */
    public Set<String> estimated(Design design) {
        return design.random().stream()
                .map(RandomFactor::name)
                .filter(name -> !givenSd.containsKey(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    public FitSettings withMethod(Method other) {
        return new FitSettings(other, givenSd, threads, covarianceOf, maxIterations);
    }

    /** With these standard deviations taken as given. */
    public FitSettings withGivenSd(Map<String, Double> given) {
        return new FitSettings(method, given, threads, covarianceOf, maxIterations);
    }

    public FitSettings withThreads(int number) {
        return new FitSettings(method, givenSd, number, covarianceOf, maxIterations);
    }

    /** With the covariance of these factors. */
    public FitSettings withCovarianceOf(String... factors) {
        return new FitSettings(method, givenSd, threads, Set.of(factors), maxIterations);
    }
}
