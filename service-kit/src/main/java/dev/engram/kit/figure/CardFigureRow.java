package dev.engram.kit.figure;

import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A card of a learner with its figures, for the learner and, in a class, for the teacher. */
@Schema(name = "CardFigureRow")
public record CardFigureRow(
        UUID cardId,
        List<String> tags,

        @Definition("mastery") @Schema(description = "Recall at the horizon if nothing is studied until then")
        double mastery,

        @Definition("recall-now") double recallNow,

        Phase phase,
        double stabilityDays,
        double difficulty,

        @Definition("due") boolean due,

        @Schema(description = "Absent for a card never answered") @Nullable
        Instant dueAt,

        int reviews,
        int lapses,
        boolean suspended,
        @Definition("observed-retention") AnswerShare observedRetention) {
    public CardFigureRow {
        tags = List.copyOf(tags);
    }
}
