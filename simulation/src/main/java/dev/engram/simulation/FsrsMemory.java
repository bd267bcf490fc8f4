package dev.engram.simulation;

import dev.engram.fsrs.ForgettingCurve;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Weights;

/**
 * FSRS-6 with default weights as the truth: a constant difficulty that follows ability, elapsed time not cut to days, no formula
 * of its own for the same day, and a failure that never raises S. These four are why it is not {@link dev.engram.fsrs.Fsrs6}.
 */
final class FsrsMemory implements TrueMemory {
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
