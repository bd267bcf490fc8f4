package dev.engram.simulation;

import dev.engram.events.Rating;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.MemoryState;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One learner and one card from the first exposure to the end of the observation. Used once. */
record CardRun(
        int learner,
        int card,
        double ability,
        TrueMemory memory,
        IntervalRule rule,
        RandomGenerator random,
        Consumer<SimulatedReview> sink) {
    private static final Rating[] RATINGS = Rating.values();

    void run(double firstDay, double horizonDays) {
        long horizon = millis(horizonDays);
        long at = millis(firstDay);
        if (at > horizon) {
            return;
        }
        var answers = new AnswerSampler(ability, random);
        var grade = answers.first();
        sink.accept(review(0, at, 0, 0, grade, 0, 0));
        double stability = memory.first(ability, grade);
        var state = IntervalSampler.MODEL.first(grade);
        int streak = grade == Grade.AGAIN ? 0 : 1;
        int successes = 0;
        int lapses = 0;
        while (true) {
            double plannedDays = IntervalSampler.planned(rule, streak, state, memory, stability, random);
            long elapsed = millis(IntervalSampler.actual(plannedDays, random));
            if (at + elapsed > horizon) {
                return;
            }
            at += elapsed;
            double elapsedDays = elapsed / SimulatedReview.DAY;
            grade = answers.later(memory.recall(stability, elapsedDays));
            sink.accept(review(successes + lapses + 1, at, elapsed, millis(plannedDays), grade, successes, lapses));
            stability = memory.next(stability, ability, elapsedDays, grade);
            state = followed(state, elapsedDays, grade);
            if (grade == Grade.AGAIN) {
                lapses++;
                streak = 1;
            } else {
                successes++;
                streak++;
            }
        }
    }

    /** The state of the scheduler, which counts whole days, at least one. */
    private MemoryState followed(MemoryState state, double elapsedDays, Grade grade) {
        return rule instanceof IntervalRule.Fsrs
                ? IntervalSampler.MODEL.next(state, Math.max(1, Math.round(elapsedDays)), grade)
                : state;
    }

    private SimulatedReview review(
            int index, long at, long elapsed, long planned, Grade grade, int successes, int lapses) {
        return new SimulatedReview(
                learner, card, index, at, elapsed, planned, RATINGS[grade.ordinal()], successes, lapses, rule);
    }

    private static long millis(double days) {
        return Math.round(days * SimulatedReview.DAY);
    }
}
