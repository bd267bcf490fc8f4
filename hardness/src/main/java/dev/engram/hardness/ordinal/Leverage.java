package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.RandomFactor.Grouping;

/** Variance of the random part of the linear predictor of each row, the fixed effects held; on the logit scale. */
final class Leverage {
    private final Grouping[] groupings;
    private final int shiftGroup;
    /** By grouping and level, memberships included. */
    private final double[][] variance;
    /** By pair of groupings (the first first), {@code level * levels of the second + level}. */
    private final double[][][] covariance;

    private final double[] shiftVariance;
    /** Of the shifts with each grouping, by shift and level. */
    private final double[][] shiftCovariance;

    Leverage(Layout layout, double[] sd, Inverse inverse) {
        groupings = layout.groupings.toArray(Grouping[]::new);
        shiftGroup = layout.shiftGroup();
        var sums = new EffectSums(layout, sd, inverse);
        variance = new double[groupings.length][];
        covariance = new double[groupings.length][groupings.length][];
        shiftCovariance = new double[groupings.length][];
        for (int g = 0; g < groupings.length; g++) {
            double[] projected = sums.project(g);
            variance[g] = sums.variances(g, projected);
            for (int other = 0; other < groupings.length; other++) {
                // of two orders the one that need not project onto the grouping apart
                if (other != g && other != layout.apart && (g == layout.apart || g < other)) {
                    covariance[g][other] = sums.covariances(projected, other);
                }
            }
            shiftCovariance[g] = layout.shifting == null ? new double[0] : sums.withShifts(projected);
        }
        shiftVariance = sums.shiftVariances();
    }

    /** Without any shift. */
    double of(int row) {
        double sum = 0;
        for (int g = 0; g < groupings.length; g++) {
            int level = groupings[g].at(row);
            sum += variance[g][level];
            for (int other = 0; other < groupings.length; other++) {
                double[] both = covariance[g][other];
                if (both != null) {
                    int otherLevel = groupings[other].at(row);
                    sum += 2 * both[level * variance[other].length + otherLevel];
                }
            }
        }
        return sum;
    }

    /** With the shift of the row's level. */
    double withShift(int row, double without) {
        int shift = groupings[shiftGroup].at(row);
        double sum = without + shiftVariance[shift];
        for (int g = 0; g < groupings.length; g++) {
            sum += 2 * shiftCovariance[g][groupings[g].at(row) * shiftVariance.length + shift];
        }
        return sum;
    }

    double[] ofShifts() {
        return shiftVariance;
    }
}
