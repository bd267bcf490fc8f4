package dev.engram.hardness.study.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acquisition hardness: failure at the first exposure. A construct of its own, never mixed with retention.
 *
 * @param rows    first exposures fitted
 * @param tagSd   standard deviation of the tag effects; NaN if nothing was fitted
 * @param tau     Kendall's tau-b to retention hardness; null if nothing was fitted
 * @param tags    hardest first, empty if nothing was fitted
 * @param problem why nothing was fitted, else empty
 */
public record Acquisition(long rows, double tagSd, @Nullable Double tau, List<Tag> tags, String problem) {
    /**
     * @param tag          name
     * @param effect       centred, logit scale, larger = harder to acquire
     * @param sd           of the effect
     * @param failure      P(fail at first exposure) of the reference learner and card
     * @param expectedRank 1 = hardest
     * @param eligibility  as for retention, counted on first exposures
     */
    public record Tag(
            String tag, double effect, double sd, double failure, double expectedRank, Eligibility eligibility) {}

    public Acquisition {
        tags = List.copyOf(tags);
    }

    /** Nothing was fitted. */
    public static Acquisition none(long rows, String problem) {
        return new Acquisition(rows, Double.NaN, null, List.of(), problem);
    }
}
