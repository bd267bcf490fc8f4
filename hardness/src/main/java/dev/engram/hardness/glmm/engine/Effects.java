package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.Vectors;
import java.util.Arrays;

/** A vector over all effects of a model: those of the primary grouping and the remainder (see {@link Layout}). */
final class Effects {
    final double[] primary;
    final double[] remainder;

    Effects(Layout model) {
        this(new double[model.primary().levels], new double[model.size]);
    }

    private Effects(double[] primary, double[] remainder) {
        this.primary = primary;
        this.remainder = remainder;
    }

    /** Adds a multiple of another vector. */
    Effects plus(double factor, Effects other) {
        return new Effects(
                Vectors.plus(primary, factor, other.primary), Vectors.plus(remainder, factor, other.remainder));
    }

    double dot(Effects other) {
        return Vectors.dot(primary, other.primary) + Vectors.dot(remainder, other.remainder);
    }

    Effects copy() {
        return new Effects(primary.clone(), remainder.clone());
    }

    /** Keeps {@code share} of the way from {@code other} to here, all of it if that is 1 or more. */
    void shortenTowards(Effects other, double share) {
        if (share < 1) {
            shorten(primary, other.primary, share);
            shorten(remainder, other.remainder, share);
        }
    }

    /** Takes out the effects of factors whose standard deviation is zero. */
    void clearWithout(Layout model, double[] sd) {
        if (sd[model.primary().factor] == 0) {
            Arrays.fill(primary, 0);
        }
        for (int k = 0; k < model.beta; k++) {
            if (sd[model.factorOf[k]] == 0) {
                remainder[k] = 0;
            }
        }
    }

    /** Half the sum of squared effects over variances; infinite where the variance is zero and an effect is not. */
    double penalty(Layout model, double[] sd) {
        double sum = 0;
        double primarySd = sd[model.primary().factor];
        for (double effect : primary) {
            sum += square(effect, primarySd);
        }
        for (int k = 0; k < model.beta; k++) {
            sum += square(remainder[k], sd[model.factorOf[k]]);
        }
        return 0.5 * sum;
    }

    private static double square(double effect, double sd) {
        return effect == 0 ? 0 : effect / sd * (effect / sd);
    }

    private static void shorten(double[] mine, double[] other, double share) {
        for (int k = 0; k < mine.length; k++) {
            mine[k] = other[k] + share * (mine[k] - other[k]);
        }
    }

    /**
     * The standard deviations by factor of the design, by effect of the remainder (1 for coefficients) and of the primary grouping.
     * Spherical effects are multiples of them, so that zero is a value like any other.
     */
    static final class Scales {
        final double[] sd;
        final double[] remainder;
        final double primary;

        Scales(Layout layout, double[] sd) {
            this.sd = sd.clone();
            primary = layout.primaryScale(sd);
            remainder = new double[layout.size];
            for (int k = 0; k < remainder.length; k++) {
                remainder[k] = layout.scale(k, sd);
            }
        }

        /** Spherical effects on the logit scale. */
        Effects natural(Effects spherical) {
            var natural = spherical.copy();
            for (int i = 0; i < natural.primary.length; i++) {
                natural.primary[i] *= primary;
            }
            for (int k = 0; k < remainder.length; k++) {
                natural.remainder[k] *= remainder[k];
            }
            return natural;
        }
    }
}
