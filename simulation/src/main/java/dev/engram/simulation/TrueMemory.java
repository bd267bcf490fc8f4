package dev.engram.simulation;

import dev.engram.fsrs.ForgettingCurve;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Weights;

/**
 * The true memory of one learner for one card, described by its stability S. {@code ability} is the sum of what the learner, the card
 * and the pair of them bring, on the scale of ln S. Times are days, fractions allowed.
 */
public sealed interface TrueMemory {
    /** Stability after the first exposure, days. */
    double first(double ability, Grade grade);

    /** Probability of recall {@code elapsedDays} after the last answer. */
    double recall(double stabilityDays, double elapsedDays);

    /** Stability after a later answer, days. */
    double next(double stabilityDays, double ability, double elapsedDays, Grade grade);

    /** Days until the probability of recall has fallen to {@code recall}. */
    double intervalDays(double stabilityDays, double recall);

    /**
     * FSRS-6 with default weights as the truth: a constant difficulty that follows ability, elapsed time not cut to days, no formula
     * of its own for the same day, and a failure that never raises S. These four are why it is not {@link dev.engram.fsrs.Fsrs6}.
     */
    final class Fsrs implements TrueMemory {
        private static final double MIN_STABILITY = 0.05;
        private static final double MAX_STABILITY = 36_500;

        private final double[] w = Weights.DEFAULT.toArray();
        private final ForgettingCurve curve = ForgettingCurve.of(Weights.DEFAULT);

        @Override
        public double first(double ability, Grade grade) {
            return clamped(w[grade.ordinal()] * Math.exp(ability));
        }

        @Override
        public double recall(double stabilityDays, double elapsedDays) {
            return curve.retrievability(elapsedDays, stabilityDays);
        }

        @Override
        public double next(double stabilityDays, double ability, double elapsedDays, Grade grade) {
            double difficulty = Math.clamp(5.5 - 2 * ability, 1.0, 10.0);
            double recall = recall(stabilityDays, elapsedDays);
            return clamped(
                    grade == Grade.AGAIN
                            ? Math.min(forgotten(stabilityDays, difficulty, recall), stabilityDays)
                            : recalled(stabilityDays, difficulty, recall, grade));
        }

        private double recalled(double stability, double difficulty, double recall, Grade grade) {
            double answer = switch (grade) {
                case HARD -> w[15];
                case EASY -> w[16];
                case AGAIN, GOOD -> 1;
            };
            double growth =
                    Math.exp(w[8]) * (11 - difficulty) * Math.pow(stability, -w[9]) * Math.expm1(w[10] * (1 - recall));
            return stability * (1 + growth * answer);
        }

        private double forgotten(double stability, double difficulty, double recall) {
            return w[11]
                    * Math.pow(difficulty, -w[12])
                    * (Math.pow(stability + 1, w[13]) - 1)
                    * Math.exp(w[14] * (1 - recall));
        }

        @Override
        public double intervalDays(double stabilityDays, double recall) {
            return curve.intervalDays(recall, stabilityDays);
        }

        private static double clamped(double stabilityDays) {
            return Math.clamp(stabilityDays, MIN_STABILITY, MAX_STABILITY);
        }
    }

    /** {@code logit R(t) = 0.8 (ln S - ln t)}; S grows 2.2 times with a success and falls to e^-0.7 of itself with a lapse. */
    final class LogLogistic implements TrueMemory {
        /** Slope of the logit of forgetting on ln t. */
        static final double GAMMA = 0.8;

        private static final double BASE = 2.9; // ln S of ability 0: half of it is forgotten after 18 days
        private static final double GROWTH = 2.2;
        private static final double LOSS = Math.exp(-0.7);

        /** The grade does not matter: the first exposure leaves S as it is. */
        @Override
        public double first(double ability, Grade grade) {
            return Math.exp(BASE + ability);
        }

        @Override
        public double recall(double stabilityDays, double elapsedDays) {
            return 1 / (1 + Math.pow(elapsedDays / stabilityDays, GAMMA));
        }

        @Override
        public double next(double stabilityDays, double ability, double elapsedDays, Grade grade) {
            return stabilityDays * (grade == Grade.AGAIN ? LOSS : GROWTH);
        }

        @Override
        public double intervalDays(double stabilityDays, double recall) {
            return stabilityDays * Math.pow((1 - recall) / recall, 1 / GAMMA);
        }
    }
}
