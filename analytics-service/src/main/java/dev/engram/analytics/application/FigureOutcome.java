package dev.engram.analytics.application;

import dev.engram.events.DeckId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link FigureQuery}. @param <T> the figures */
public sealed interface FigureOutcome<T> {

    /**
     * The figures and what they stand on.
     *
     * @param asOf the moment that they are about
     * @param weightsVersion of the learner's latest plan, under which all figures are computed, those of the past too
     * @param dataUpTo when the last event applied of the learner's partition was appended; absent before the first
     * @param caughtUp whether every write asked for has been passed
     * @param parked whether one of them could not be applied, and so is not contained
     * @param cardsUnknown cards whose state could not be computed, counted as unseen
     * @param simulated whether the learner is simulated
     */
    record Known<T>(
            Instant asOf,
            String weightsVersion,
            @Nullable Instant dataUpTo,
            boolean caughtUp,
            boolean parked,
            int cardsUnknown,
            boolean simulated,
            T figures)
            implements FigureOutcome<T> {}

    /** The deck asked for is not one of the learner's. */
    record NotJoined<T>(DeckId deckId) implements FigureOutcome<T> {}

    /**
     * More would have to be read than one answer may take.
     *
     * @param quota {@code cards}, {@code tags} or {@code reviews}
     */
    record TooMuch<T>(String quota, long limit) implements FigureOutcome<T> {}
}
