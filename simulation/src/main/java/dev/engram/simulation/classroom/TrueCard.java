package dev.engram.simulation.classroom;

import dev.engram.events.CardId;
import dev.engram.fsrs.Grade;
import dev.engram.simulation.AnswerSampler;
import dev.engram.simulation.TrueMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one learner truly knows of one card. For one thread. */
public final class TrueCard {
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final CardId cardId;
    private final TrueMemory memory;
    private final double ability;
    private double stabilityDays;
    private @Nullable Instant last;

    TrueCard(CardId cardId, TrueMemory memory, double ability) {
        this.cardId = cardId;
        this.memory = memory;
        this.ability = ability;
    }

    /** The card. */
    public CardId cardId() {
        return cardId;
    }

    /** Whether the learner has answered it. */
    public boolean isSeen() {
        return last != null;
    }

    /** True probability of recall at a moment after the last answer, if nothing is studied in between; empty for a card never seen. */
    public OptionalDouble recall(Instant moment) {
        return last == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(memory.recall(stabilityDays, days(last, moment)));
    }

    /** An answer at a moment, and what it does to the memory. */
    Grade answer(Instant at, RandomGenerator random) {
        var answers = new AnswerSampler(ability, random);
        var recall = recall(at);
        var grade = recall.isPresent() ? answers.later(recall.getAsDouble()) : answers.first();
        stabilityDays = last == null
                ? memory.first(ability, grade)
                : memory.next(stabilityDays, ability, days(last, at), grade);
        last = at;
        return grade;
    }

    private static double days(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / DAY_MILLIS;
    }
}
