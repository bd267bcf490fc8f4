package dev.engram.fsrs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From an answer to the card's next phase, memory state and delay, under one set of FSRS-6 weights and rules. Pure and
 * immutable; knows no clock, and of fuzz only what it is given.
 *
 * <p>The memory state is updated on every answer, in every phase. Sources: phases and steps as in Anki (ankitects/anki,
 * rslib/src/scheduler/states), intervals from FSRS-6.
 */
public final class CardScheduler {
    private final Fsrs6 model;
    private final SchedulingRules rules;
    private final double intervalModifier;

    /**
     * Schedules by FSRS-6.
     *
     * @param rules in long-term mode the short-term weights are taken as 0
     */
    public CardScheduler(Weights weights, SchedulingRules rules) {
        this.model = new Fsrs6(rules.shortTerm() ? weights : weights.withoutShortTerm());
        this.rules = rules;
        this.intervalModifier = model.curve().intervalModifier(rules.desiredRetention());
    }

    /** The memory model in use, with short term already off in long-term mode. */
    public Fsrs6 model() {
        return model;
    }

    /**
     * The result of an answer, without fuzz.
     *
     * @param card as the answer before left it, or {@link CardProgress#NEW}
     * @param elapsedDays whole study days since the answer before, {@code >= 0}; without meaning for a new card
     * @throws IllegalArgumentException if {@code elapsedDays} is negative, or the card is in a step that the rules lack
     */
    public Scheduled answer(CardProgress card, long elapsedDays, Grade grade) {
        return answer(card, elapsedDays, grade, null);
    }

    /**
     * As {@link #answer(CardProgress, long, Grade)}, with the interval in days drawn by {@code fuzz}; steps are never fuzzed,
     * nor is the memory state.
     *
     * @param fuzz null for none
     */
    public Scheduled answer(CardProgress card, long elapsedDays, Grade grade, @Nullable Fuzz fuzz) {
        return switch (card.phase()) {
            case NEW, LEARNING -> inSteps(Phase.LEARNING, rules.learningSteps(), card, elapsedDays, grade, fuzz);
            case RELEARNING -> inSteps(Phase.RELEARNING, rules.relearningSteps(), card, elapsedDays, grade, fuzz);
            case REVIEW ->
                grade == Grade.AGAIN
                        ? inSteps(Phase.RELEARNING, rules.relearningSteps(), card, elapsedDays, grade, fuzz)
                        : inDays(card, elapsedDays, grade, fuzz);
        };
    }

    private Scheduled inSteps(
            Phase phase, Steps steps, CardProgress card, long elapsedDays, Grade grade, @Nullable Fuzz fuzz) {
        var delay = steps.delay(card.step(), grade);
        return delay != null
                ? new Scheduled(
                        phase, steps.after(card.step(), grade), remember(card.memory(), elapsedDays, grade), delay, 0)
                : inDays(card, elapsedDays, grade, fuzz);
    }

    private Scheduled inDays(CardProgress card, long elapsedDays, Grade grade, @Nullable Fuzz fuzz) {
        var raw = new double[4];
        for (var other : Grade.values()) {
            raw[other.ordinal()] = intervalModifier
                    * remember(card.memory(), elapsedDays, other).stabilityDays();
        }
        boolean inReview = card.phase() == Phase.REVIEW;
        int days = Intervals.of(raw, rules.shortTerm(), inReview, rules.maximumIntervalDays(), fuzz)[grade.ordinal()];
        return new Scheduled(Phase.REVIEW, 0, remember(card.memory(), elapsedDays, grade), Duration.ofDays(days), days);
    }

    private MemoryState remember(@Nullable MemoryState before, long elapsedDays, Grade grade) {
        return before == null ? model.first(grade) : model.next(before, elapsedDays, grade);
    }
}
