package dev.engram.simulation;

import dev.engram.fsrs.Grade;
import java.util.random.RandomGenerator;

/** How a success is graded. */
final class AnswerSampler {
    private static final double FIRST = 1.5;
    private static final double LATER = 1.8;

    private AnswerSampler() {}

    /** The answer at a first exposure. */
    static Grade first(double ability, RandomGenerator random) {
        return random.nextDouble() < logistic(0.2 + ability) ? success(ability + FIRST, random) : Grade.AGAIN;
    }

    /** The answer at a review. @param recall its true probability */
    static Grade later(double ability, double recall, RandomGenerator random) {
        return random.nextDouble() < recall ? success(ability + LATER, random) : Grade.AGAIN;
    }

    private static Grade success(double z, RandomGenerator random) {
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
