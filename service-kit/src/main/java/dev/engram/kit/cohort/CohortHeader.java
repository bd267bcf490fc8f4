package dev.engram.kit.cohort;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What figures of a cohort stand on. */
@Schema(description = "What figures of a cohort stand on")
public record CohortHeader(
        @Schema(description = "The moment that the figures are about; for members the beginning of a week")
        Instant asOf,

        @Schema(description = "Memory model", examples = "FSRS-6")
        String model,

        @Schema(
                description =
                        "Weights of the learners' latest plans, used for the past too; absent where they may not be told")
        @Nullable
        List<String> weightsVersions,

        @Schema(description = "Learners whose figures these are: members who study the deck; absent where hidden")
        @Nullable
        Integer learners,

        @Schema(description = "When the latest event contained was recorded; absent before the first") @Nullable
        Instant dataUpTo,

        @Schema(description = "When the figures were computed, where that was before the question") @Nullable
        Instant computedAt,

        @Schema(description = "Whether the writes named by after have been read")
        boolean caughtUp,

        @Schema(description = "Whether one of them could not be applied, and so is not contained")
        boolean parked,

        @Schema(description = "Cards of learners whose state could not be computed")
        int cardsUnknown,

        @Schema(description = "Whether the learners are simulated, not people")
        boolean simulated,

        @Schema(description = "By figure the anchor of its definition in docs/definitions.md")
        Map<String, String> definitions) {}
