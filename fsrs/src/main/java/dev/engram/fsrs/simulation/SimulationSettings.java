package dev.engram.fsrs.simulation;

import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Weights;

/**
 * What is simulated: a learner whose memory follows {@code weights} studies a deck of new cards every day.
 *
 * @param days 1 to 36500
 * @param cards cards in the deck, 0 to 1 000 000
 * @param newCardsPerDay {@code >= 0}
 * @param reviewsPerDay most cards a day, new ones included, {@code >= 0}; repeated answers in steps do not count
 * @param weights of the memory and of the scheduler
 * @param rules desired retention, steps and maximum interval
 * @param habits answers and times
 * @param seed equal settings give equal results, number for number
 */
public record SimulationSettings(
        int days,
        int cards,
        int newCardsPerDay,
        int reviewsPerDay,
        Weights weights,
        SchedulingRules rules,
        AnswerHabits habits,
        long seed) {
    /** @throws IllegalArgumentException naming the field that is out of range, its value and its range */
    public SimulationSettings {
        within(1, 36_500, days, "days");
        within(0, 1_000_000, cards, "cards");
        within(0, Integer.MAX_VALUE, newCardsPerDay, "new cards per day");
        within(0, Integer.MAX_VALUE, reviewsPerDay, "reviews per day");
    }

    private static void within(int low, int high, int value, String name) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], was " + value);
        }
    }

    /** The same with other draws. */
    public SimulationSettings withSeed(long other) {
        return new SimulationSettings(days, cards, newCardsPerDay, reviewsPerDay, weights, rules, habits, other);
    }

    /** The same with another limit of cards a day, new ones included, {@code >= 0}. */
    public SimulationSettings withReviewsPerDay(int other) {
        return new SimulationSettings(days, cards, newCardsPerDay, other, weights, rules, habits, seed);
    }

    /** The same with another desired retention, between 0 and 1. */
    public SimulationSettings withRetention(double desiredRetention) {
        var other = new SchedulingRules(
                desiredRetention,
                rules.learningSteps(),
                rules.relearningSteps(),
                rules.maximumIntervalDays(),
                rules.shortTerm());
        return new SimulationSettings(days, cards, newCardsPerDay, reviewsPerDay, weights, other, habits, seed);
    }
}
