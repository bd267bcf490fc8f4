package dev.engram.simulation;

import dev.engram.fsrs.Grade;

/** {@code logit R(t) = 0.8 (ln S - ln t)}; S grows 2.2 times with a success and falls to e^-0.7 of itself with a lapse. */
final class LogLogisticMemory implements TrueMemory {
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
