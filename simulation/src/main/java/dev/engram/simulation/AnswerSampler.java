package dev.engram.simulation;

import dev.engram.fsrs.Grade;
import java.util.random.RandomGenerator;

/**
 * Draws the answers of one learner to one card.
 *
 * @param ability what learner, card and the pair of them bring, on the scale of ln S
 */
public record AnswerSampler(double ability, RandomGenerator random) {

    /** The answer at a first exposure. */
    public Grade first() {
        return random.nextDouble() < logistic(0.2 + ability) ? success(ability + 1.5) : Grade.AGAIN;
    }

    /** The answer at a review. @param recall its true probability */
    public Grade later(double recall) {
        return random.nextDouble() < recall ? success(ability + 1.8) : Grade.AGAIN;
    }

    private Grade success(double z) {
        double easy = logistic(z - 3.2);
        double q = logistic(z - 1.2);
        double upToGood = q + 0.35 * (1 - q); // EASY included
        double at = random.nextDouble();
        if (at < easy) {
            return Grade.EASY;
        }
        return at < upToGood ? Grade.GOOD : Grade.HARD;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
