package dev.engram.analytics.application;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link CohortQuery}. @param <T> the figures */
public sealed interface CohortOutcome<T> {

    /**
     * The figures and what they stand on.
     *
     * @param about what they stand on
     * @param caughtUp whether every write asked for has been passed
     * @param parked whether one of them could not be applied, and so is not contained
     * @param computedAt when they were computed, if before the question; null: for it
     */
    record Known<T>(
            About about,
            boolean caughtUp,
            boolean parked,
            @Nullable Instant computedAt,
            T figures) implements CohortOutcome<T> {}

    /**
     * What figures of a cohort stand on.
     *
     * @param asOf the moment that they are about
     * @param learners members who study the deck
     * @param weightsVersions of the learners' latest plans, each once
     * @param dataUpTo when the last event applied of a learner's partition was appended; null before the first
     * @param cardsUnknown cards whose state could not be computed, counted as unseen
     * @param simulated whether the learners are simulated
     */
    record About(
            Instant asOf,
            int learners,
            List<String> weightsVersions,
            @Nullable Instant dataUpTo,
            int cardsUnknown,
            boolean simulated) {
        public About {
            weightsVersions = List.copyOf(weightsVersions);
        }
    }

    /** The caller may not see the deck of the cohort any more. */
    record DeckNotVisible<T>() implements CohortOutcome<T> {}

    /** The caller is no member of the cohort. */
    record NoMember<T>() implements CohortOutcome<T> {}

    /** More would have to be read than one answer may take. @param quota {@code cards}, {@code tags}, {@code reviews} or {@code cells} */
    record TooMuch<T>(String quota, long limit) implements CohortOutcome<T> {}

    /** The figures are being computed. @param progress share of the learners that are done, in [0, 1] */
    record InProgress<T>(double progress) implements CohortOutcome<T> {}

    /** The same outcome with figures made of these. */
    default <R> CohortOutcome<R> then(BiFunction<About, T, R> figuresOf) {
        return switch (this) {
            case Known<T>(var about, var caughtUp, var parked, var computedAt, var figures) ->
                new Known<>(about, caughtUp, parked, computedAt, figuresOf.apply(about, figures));
            case DeckNotVisible<T>() -> new DeckNotVisible<>();
            case NoMember<T>() -> new NoMember<>();
            case TooMuch<T>(var quota, var limit) -> new TooMuch<>(quota, limit);
            case InProgress<T>(var progress) -> new InProgress<>(progress);
        };
    }
}
