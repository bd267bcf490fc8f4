package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.FigureOutcome.Known;
import dev.engram.fsrs.Fsrs6;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.TableAnswer;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What figures stand on. */
@Schema(description = "What figures stand on")
public record FigureHeader(
        @Schema(description = "The moment that the figures are about")
        Instant asOf,

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

        @Schema(description = "Cards whose state could not be computed")
        int cardsUnknown,

        @Schema(description = "Whether the learner is simulated, not a person")
        boolean simulated,

        @Schema(description = "By figure the anchor of its definition in docs/definitions.md")
        Map<String, String> definitions) {

    static FigureHeader of(Known<?> known, Class<? extends TableAnswer> answer) {
        return new FigureHeader(
                known.asOf(),
                Fsrs6.NAME,
                known.weightsVersion(),
                known.dataUpTo(),
                known.caughtUp(),
                known.parked(),
                known.cardsUnknown(),
                known.simulated(),
                AnswerTable.of(answer).definitions());
    }
}
