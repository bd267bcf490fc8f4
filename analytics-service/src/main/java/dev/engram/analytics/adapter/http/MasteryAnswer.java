package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.MasteryOutcome;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.fsrs.Fsrs6;
import dev.engram.scheduler.Proportion;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The mastery table as JSON. */
@Schema(description = "How well the caller knows each tag")
public record MasteryAnswer(
        @Schema(description = "The moment that recallNow and due are about")
        Instant asOf,

        @Schema(description = "How many days after asOf mastery looks")
        double horizonDays,

        @Schema(description = "Memory model", examples = Fsrs6.NAME)
        String model,

        @Schema(description = "Weights of the learner's latest plan, used for the past too")
        String weightsVersion,

        @Schema(description = "When the latest event contained was recorded; absent before the first") @Nullable
        Instant dataUpTo,

        @Schema(description = "Whether the writes named by after have been read")
        boolean caughtUp,

        @Schema(description = "Whether one of them could not be applied, and so is not contained")
        boolean parked,

        @Schema(description = "Cards whose state could not be computed, counted as unseen")
        int cardsUnknown,

        List<TagRow> tags) {

    /** One tag, the tags below it included. */
    public record TagRow(
            String tag,

            @Schema(description = "Mean recall at the horizon if nothing is studied until then; unseen cards count 0")
            double mastery,

            @Schema(description = "The same at asOf") double recallNow,
            @Schema(description = "seen / cards") double coverage,
            int cards,
            int seen,
            int due,

            @Schema(enumeration = {"none", "low", "middle", "good", "high"})
            String level,

            ObservedRetention observedRetention) {

        static TagRow of(TagMastery row) {
            return new TagRow(
                    row.tag(),
                    row.mastery(),
                    row.recallNow(),
                    row.coverage(),
                    row.cards(),
                    row.seen(),
                    row.due(),
                    row.level().label(),
                    ObservedRetention.of(row.observedRetention()));
        }
    }

    /** First answers of a card on a study day that follows an earlier one: the share better than AGAIN. */
    public record ObservedRetention(
            @Schema(description = "Absent where n is 0") @Nullable
            Double value,

            @Schema(description = "Lower bound of the 95 % Wilson interval") @Nullable
            Double low,

            @Schema(description = "Upper bound") @Nullable Double high,

            @Schema(description = "Number of answers; 0: no value")
            long n) {

        static ObservedRetention of(Proportion proportion) {
            var interval = proportion.wilson();
            return interval == null
                    ? new ObservedRetention(null, null, null, 0)
                    : new ObservedRetention(proportion.value(), interval.low(), interval.high(), proportion.n());
        }
    }

    static MasteryAnswer of(MasteryOutcome.Known known) {
        return new MasteryAnswer(
                known.asOf(),
                known.horizon().days(),
                Fsrs6.NAME,
                known.weightsVersion(),
                known.dataUpTo(),
                known.caughtUp(),
                known.parked(),
                known.cardsUnknown(),
                known.tags().stream().map(TagRow::of).toList());
    }
}
