package dev.engram.hardness.diagnostics;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.study.report.Diagnostics.Reliability;
import java.util.Arrays;

/** Reliability of shrunken effects. */
public final class Reliabilities {
    private Reliabilities() {}

    /**
     * The reliability of the differences between effects.
     *
     * @param modes      of the effects
     * @param covariance of these
     * @param cards      of each tag
     */
    public static Reliability of(double[] modes, Covariance covariance, int[] cards) {
        double mean = Arrays.stream(modes).average().orElseThrow();
        double estimates = Arrays.stream(modes)
                .map(mode -> (mode - mean) * (mode - mean))
                .average()
                .orElseThrow();
        var centred = covariance.centred();
        double uncertain = 0;
        for (int t = 0; t < modes.length; t++) {
            uncertain += Math.max(0, centred.at(t, t)) / modes.length;
        }
        double variance = estimates + uncertain;
        double value = 1 - uncertain / variance;
        double odds = Reliability.GOAL / (1 - Reliability.GOAL);
        return new Reliability(
                value,
                variance,
                uncertain,
                Arrays.stream(cards).average().orElseThrow(),
                value > 0 ? odds * (1 - value) / value : null);
    }
}
