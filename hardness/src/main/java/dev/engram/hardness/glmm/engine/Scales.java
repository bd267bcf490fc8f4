package dev.engram.hardness.glmm.engine;

/**
 * The standard deviations by factor of the design, by effect of the remainder (1 for coefficients) and of the primary grouping.
 * Spherical effects are multiples of them, so that zero is a value like any other.
 */
final class Scales {
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
