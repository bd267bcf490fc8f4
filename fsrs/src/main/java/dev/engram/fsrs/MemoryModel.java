package dev.engram.fsrs;

import org.jspecify.annotations.Nullable;

/**
 * A memory model of one card of one learner. Immutable; pure functions in {@code double}, no clock, no
 * fuzz. {@link Fsrs6} is the default, {@link Fsrs7} stands beside it; a state of one means nothing to the other and cannot be
 * converted: it comes from replaying the answers.
 *
 * <p>{@link #name()} and {@link #weightsVersion()} belong to every state that is kept, since a state is only comparable with
 * states of the same model and weights.
 *
 * @param <S> the model's state of one card
 */
public sealed interface MemoryModel<S> permits Fsrs6, Fsrs7 {
    /** The model, for example {@code FSRS-6}. */
    String name();

    /** The weights, by the name they were given or by their content: equal weights have equal versions. */
    String weightsVersion();

    /** The state after the first answer to a card; time before it does not count. */
    S first(Grade grade);

    /**
     * The state after a later answer.
     *
     * @param elapsedDays since the answer before, finite and {@code >= 0}; whole study days in FSRS-6, fractions allowed in
     *     FSRS-7
     * @throws IllegalArgumentException if {@code elapsedDays} is NaN, infinite, negative, or a fraction where the model
     *     counts whole days
     */
    S next(S before, double elapsedDays, Grade grade);

    /**
     * Probability of recall.
     *
     * @param elapsedDays since the last answer, finite and {@code >= 0}, fractions allowed
     * @return in (0, 1]; never rises with {@code elapsedDays}
     * @throws IllegalArgumentException if {@code elapsedDays} is NaN, infinite or negative
     */
    double retrievability(S state, double elapsedDays);

    /**
     * Days until retrievability has fallen to {@code desiredRetention}, not rounded.
     *
     * @param desiredRetention in (0, 1]; 1 gives 0 days
     * @throws IllegalArgumentException if {@code desiredRetention} is NaN or out of range
     */
    double intervalDays(S state, double desiredRetention);

    /**
     * What each of the four answers would lead to. A better answer never has the shorter interval: where a model's curve
     * alone would give that (FSRS-7 under some weights, a first answer where w0 to w3 fall), the interval of the answer below
     * it holds.
     *
     * @param before null for a card never answered
     * @param elapsedDays as in {@link #next}; without meaning for a card never answered
     * @param desiredRetention as in {@link #intervalDays}
     * @throws IllegalArgumentException as {@link #next} and {@link #intervalDays}
     */
    default NextStates<S> nextStates(@Nullable S before, double elapsedDays, double desiredRetention) {
        var again = outcome(before, elapsedDays, Grade.AGAIN, desiredRetention, 0);
        var hard = outcome(before, elapsedDays, Grade.HARD, desiredRetention, again.intervalDays());
        var good = outcome(before, elapsedDays, Grade.GOOD, desiredRetention, hard.intervalDays());
        var easy = outcome(before, elapsedDays, Grade.EASY, desiredRetention, good.intervalDays());
        return new NextStates<>(again, hard, good, easy);
    }

    private NextStates.Outcome<S> outcome(
            @Nullable S before, double elapsedDays, Grade grade, double desiredRetention, double floorDays) {
        var after = before == null ? first(grade) : next(before, elapsedDays, grade);
        return new NextStates.Outcome<>(after, Math.max(floorDays, intervalDays(after, desiredRetention)));
    }
}
