package dev.engram.analytics.application.deck;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link DeckQuery}. @param <T> the figures */
public sealed interface DeckOutcome<T> {
    /**
     * The figures and what they stand on.
     *
     * @param from first study day; null: from the first answer on
     * @param to last study day
     * @param dataUpTo when the last event applied was appended; null before the first
     * @param caughtUp whether every write asked for has been passed
     * @param parked whether one of them could not be applied, and so is not contained
     */
    record Known<T>(
            @Nullable LocalDate from,
            LocalDate to,
            @Nullable Instant dataUpTo,
            boolean caughtUp,
            boolean parked,
            boolean simulated,
            T figures)
            implements DeckOutcome<T> {}

    /** There is no such deck, or its existence is not to be told. */
    record NotVisible<T>() implements DeckOutcome<T> {}

    /** The caller may see the deck and not its figures. */
    record NotEditor<T>() implements DeckOutcome<T> {}

    /** More would have to be read than one answer may take. @param quota {@code cards} or {@code tags} */
    record TooMuch<T>(String quota, long limit) implements DeckOutcome<T> {}
}
