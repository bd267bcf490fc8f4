package dev.engram.analytics.application;

import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.DeckId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link MasteryQuery}. */
public sealed interface MasteryOutcome {

    /**
     * @param weightsVersion of the learner's latest plan, under which all figures are computed, those of the past too
     * @param dataUpTo when the last event applied of the learner's partition was appended; absent before the first
     * @param caughtUp whether every write asked for has been passed
     * @param parked whether one of them could not be applied, and so is not contained
     * @param cardsUnknown cards whose state could not be computed, counted as unseen
     */
    record Known(
            Instant asOf,
            Horizon horizon,
            String weightsVersion,
            @Nullable Instant dataUpTo,
            boolean caughtUp,
            boolean parked,
            int cardsUnknown,
            List<TagMastery> tags)
            implements MasteryOutcome {

        public Known {
            tags = List.copyOf(tags);
        }
    }

    /** The deck asked for is not one of the learner's. */
    record NotJoined(DeckId deckId) implements MasteryOutcome {}

    /**
     * More would have to be read than one answer may take.
     *
     * @param quota {@code cards}, {@code tags} or {@code reviews}
     */
    record TooMuch(String quota, long limit) implements MasteryOutcome {}
}
