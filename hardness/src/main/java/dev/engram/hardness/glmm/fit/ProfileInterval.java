package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import java.util.HashMap;
import java.util.Set;
import org.hipparchus.special.Erf;

/**
 * Interval of a standard deviation by its profile: all values at which the log-likelihood, with everything else at its best, is
 * within half the quantile of chi-squared with one degree of freedom of its maximum.
 *
 * @param lower 0 where a model without the factor is within it
 * @param upper infinite where the log-likelihood does not fall that far
 */
public record ProfileInterval(double lower, double upper) {
    /** Beyond it a standard deviation on the logit scale is as good as infinite. */
    private static final double BEYOND = 20;

    private static final double TOLERANCE = 1e-4;
    private static final int STEPS = 60;

    /**
     * The interval of a factor.
     *
     * @param design as it was fitted
     * @param settings as it was fitted with, by {@link Method#JOINT} or {@link Method#LAPLACE}
     * @param fit what came of it
     * @param level probability, in (0, 1)
     * @throws IllegalArgumentException if the method is PQL, which has no likelihood, if the standard deviation was given, or if
     *     the level is none
     */
    public static ProfileInterval of(Design design, FitSettings settings, Fit fit, String factor, double level) {
        if (settings.method() == Method.PQL) {
            throw new IllegalArgumentException("method: joint or laplace, PQL has no likelihood");
        }
        if (settings.givenSd().containsKey(factor)) {
            throw new IllegalArgumentException("factor: the standard deviation of " + factor + " was given");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level: above 0 and below 1, was " + level);
        }
        double z = Math.sqrt(2) * Erf.erfInv(level);
        var profile = new Profile(design, settings, factor, fit.logLik() - z * z / 2);
        double sd = fit.random(factor).sd();
        double lower = sd == 0 || profile.at(0) >= 0 ? 0 : profile.root(sd, z * z / 2, 0);
        double inside = sd;
        double outside = Math.max(0.1, 1.5 * sd);
        double value = profile.at(outside);
        while (value > 0 && outside < BEYOND) {
            inside = outside;
            outside *= 1.5;
            value = profile.at(outside);
        }
        return new ProfileInterval(
                lower, value > 0 ? Double.POSITIVE_INFINITY : profile.root(inside, profile.at(inside), outside));
    }

    /** The log-likelihood with one standard deviation given, less what bounds the interval. */
    private record Profile(Design design, FitSettings settings, String factor, double bound) {
        /** Minus infinity where there is no fit. */
        double at(double sd) {
            var given = new HashMap<>(settings.givenSd());
            given.put(factor, sd);
            var held =
                    new FitSettings(settings.method(), given, settings.threads(), Set.of(), settings.maxIterations());
            return MixedModel.logLik(design, held) - bound;
        }

        /** The place where the profile crosses zero: false position, with the bound that stays halved (Illinois). */
        double root(double inside, double valueInside, double outside) {
            double in = inside;
            double out = outside;
            double high = valueInside;
            double low = at(out);
            int last = 0;
            for (int step = 0; step < STEPS && Math.abs(out - in) > TOLERANCE * Math.max(in, out); step++) {
                double middle = Double.isFinite(low) ? (in * low - out * high) / (low - high) : (in + out) / 2;
                double value = at(middle);
                if (Math.abs(value) < TOLERANCE) {
                    return middle;
                }
                if (value > 0) {
                    in = middle;
                    high = value;
                    low = last > 0 ? low / 2 : low;
                    last = 1;
                } else {
                    out = middle;
                    low = value;
                    high = last < 0 ? high / 2 : high;
                    last = -1;
                }
            }
            return (in + out) / 2;
        }
    }
}
