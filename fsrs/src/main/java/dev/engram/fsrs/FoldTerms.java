package dev.engram.fsrs;

/**
 * FSRS-6 rearranged for folds over many reviews: what depends only on weights and grade is computed once, powers become
 * exponentials of a logarithm, and the same-day power is skipped where its floor is known to hold. Agrees with
 * {@link Fsrs6} to rounding (relative 1e-10 over a history). Grades are 1 to 4. Checks nothing.
 */
final class FoldTerms {
    private final double[] firstStability = new double[5];
    private final double[] firstDifficulty = new double[5];
    private final double[] difficultyShift = new double[5]; // D' = shift + scale D before the clamp
    private final double[] difficultyScale = new double[5];
    private final double[] answerGain = new double[5]; // e^w8, times w15 for HARD and w16 for EASY
    private final double[] sameDay = new double[5]; // e^(w17 (G - 3 + w18))
    private final double[] sameDayFloor = new double[5]; // stability from which the same-day gain is at its floor of 1
    private final double[] w;
    private final double decay;
    private final double factor;
    private final double inverseCap; // e^-(w17 w18)

    FoldTerms(Weights weights) {
        w = weights.toArray();
        decay = w[20];
        factor = Math.expm1(-Math.log(0.9) / decay);
        inverseCap = Math.exp(-w[17] * w[18]);
        var model = new Fsrs6(weights);
        double easyDifficulty = w[4] - Math.exp(w[5] * 3) + 1;
        for (var grade : Grade.values()) {
            int g = grade.value();
            double step = w[6] * (g - 3) / 9;
            firstStability[g] = model.initialStability(grade);
            firstDifficulty[g] = model.initialDifficulty(grade);
            difficultyShift[g] = w[7] * easyDifficulty - (1 - w[7]) * step * 10;
            difficultyScale[g] = (1 - w[7]) * (1 + step);
            answerGain[g] = Math.exp(w[8]) * (g == 2 ? w[15] : g == 4 ? w[16] : 1);
            sameDay[g] = Math.exp(w[17] * (g - 3 + w[18]));
            sameDayFloor[g] = g == 1 ? Double.POSITIVE_INFINITY : floorFrom(sameDay[g], w[19]);
        }
    }

    /** Where {@code base S^-fall} sinks to 1. */
    private static double floorFrom(double base, double fall) {
        if (fall > 0) {
            return Math.pow(base, 1 / fall);
        }
        return base <= 1 ? 0 : Double.POSITIVE_INFINITY;
    }

    double firstStability(int grade) {
        return firstStability[grade];
    }

    double firstDifficulty(int grade) {
        return firstDifficulty[grade];
    }

    double difficulty(double difficulty, int grade) {
        return Math.max(1, Math.min(10, difficultyShift[grade] + difficultyScale[grade] * difficulty));
    }

    double stability(double stability, double difficulty, int elapsedDays, int grade) {
        if (elapsedDays == 0) {
            return sameDay(stability, grade);
        }
        return grade == 1
                ? forgotten(stability, difficulty, elapsedDays)
                : recalled(stability, growth(stability, difficulty, elapsedDays), grade);
    }

    double sameDay(double stability, int grade) {
        if (stability >= sameDayFloor[grade]) {
            return stability;
        }
        double increase = sameDay[grade] * Math.exp(-w[19] * Math.log(stability));
        return clamped(stability * (grade == 1 ? increase : Math.max(increase, 1)));
    }

    double forgotten(double stability, double difficulty, int elapsedDays) {
        double failed = w[11]
                * Math.exp(w[14] * (1 - recall(stability, elapsedDays)) - w[12] * Math.log(difficulty))
                * (Math.exp(w[13] * Math.log(stability + 1)) - 1);
        return clamped(Math.min(failed, stability * inverseCap));
    }

    /** What the three successful answers share: the relative gain without its factor per answer. */
    double growth(double stability, double difficulty, int elapsedDays) {
        return (11 - difficulty)
                * Math.exp(-w[9] * Math.log(stability))
                * (Math.exp(w[10] * (1 - recall(stability, elapsedDays))) - 1);
    }

    double recalled(double stability, double growth, int grade) {
        return clamped(stability * (1 + answerGain[grade] * growth));
    }

    private double recall(double stability, int elapsedDays) {
        return Math.exp(-decay * Math.log(1 + factor * elapsedDays / stability));
    }

    private static double clamped(double stability) {
        return Math.max(MemoryState.MIN_STABILITY, Math.min(MemoryState.MAX_STABILITY, stability));
    }
}
