package dev.engram.kit.figure;

import dev.engram.scheduler.Proportion;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A share of answers with its interval. */
@Schema(description = "A share with its 95 % Wilson interval")
public record AnswerShare(
        @Schema(description = "Absent where n is 0") @Nullable
        Double value,

        @Schema(description = "Lower bound of the 95 % Wilson interval") @Nullable
        Double low,

        @Schema(description = "Upper bound") @Nullable Double high,

        @Schema(description = "Number of answers; 0: no value")
        long n) {

    /** The share of what was tried. */
    public static AnswerShare of(Proportion proportion) {
        var interval = proportion.wilson();
        return interval == null
                ? new AnswerShare(null, null, null, 0)
                : new AnswerShare(proportion.value(), interval.low(), interval.high(), proportion.n());
    }
}
