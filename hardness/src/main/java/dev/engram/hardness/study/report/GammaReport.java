package dev.engram.hardness.study.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slope of the lapse log-odds on the log of elapsed time that the primary fit took, and where it is from.
 *
 * @param value    gamma of the primary fit, {@code > 0}
 * @param source   estimated from lateness, given, or assumed
 * @param lateness slope on ln(elapsed / planned), g1; null if that fit was not made or failed
 * @param planned  slope on ln(planned), g2; null as above. Far below g1: the signature of a scheduler that equalises retention
 * @param rows     rows of that fit: those with a planned interval {@code > 0}
 * @param band     gammas of the sensitivity runs, ascending
 * @param reason   in words: why it is assumed, or how it was estimated
 */
public record GammaReport(
        double value,
        Source source,
        @Nullable Slope lateness,
        @Nullable Slope planned,
        long rows,
        List<Double> band,
        String reason) {
    /** Where gamma is from. */
    public enum Source {
        ESTIMATED,
        GIVEN,
        ASSUMED
    }

    /**
     * @param estimate of the slope
     * @param se       its standard error
     */
    public record Slope(double estimate, double se) {}

    public GammaReport {
        band = List.copyOf(band);
    }
}
