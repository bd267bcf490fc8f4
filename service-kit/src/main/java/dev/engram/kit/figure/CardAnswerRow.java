package dev.engram.kit.figure;

import dev.engram.events.Rating;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer to a card and what figures count of it, for the learner and, in a class, for the teacher. */
@Schema(name = "CardAnswerRow")
public record CardAnswerRow(
        UUID reviewId,
        Instant reviewedAt,

        @Schema(description = "By the learner's calendar; absent where it was taken back or is not valid") @Nullable
        LocalDate studyDay,

        Rating rating,

        @Definition("card-answers") @Schema(description = "Whether it changed the state of the card")
        boolean counted,

        @Definition("card-answers") @Schema(description = "Whether observed retention counts it")
        boolean inRetention,

        @Definition("card-answers")
        @Schema(
                enumeration = {
                    "RETRACTED",
                    "OTHER_VERSION",
                    "LOST_CLOCK",
                    "PRACTICE",
                    "NOT_FIRST_OF_DAY",
                    "NO_EARLIER_DAY"
                },
                description = "Why it is not counted, or not in observed retention; absent where it is in both")
        @Nullable
        String reason,

        @Schema(description = "Whole study days since the last answer that counts; absent if there is none") @Nullable
        Long elapsedDays,

        @Definition("card-answers")
        @Schema(description = "Predicted recall before the answer; 0 if the card was new; absent as the study day")
        @Nullable
        Double retrievabilityBefore,

        @Schema(description = "Of the card after it; absent as the study day") @Nullable
        Phase phase,

        @Schema(description = "Of the card after it") @Nullable
        Double stabilityDays,

        @Schema(description = "Of the card after it") @Nullable
        Integer intervalDays) {}
