package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/**
 * The bounds weights are clipped to after every step of the training: those of {@link Weights}, with a ceiling of w17 and w18
 * that keeps several failures in a row from raising stability, and a floor of w19 while it is trained.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/parameter_clipper.rs.
 */
final class TrainingBounds {
    private final int relearningSteps;
    private final double lowestW19;

    TrainingBounds(TrainingSettings settings) {
        this.relearningSteps = settings.relearningSteps();
        this.lowestW19 = settings.shortTerm() ? 0.01 : 0;
    }

    void clip(double[] w) {
        for (int i = 0; i < Weights.COUNT; i++) {
            w[i] = Math.clamp(w[i], Weights.lowest(i), Weights.highest(i));
        }
        double ceiling = sameDayCeiling(w);
        w[17] = Math.min(w[17], ceiling);
        w[18] = Math.min(w[18], ceiling);
        w[19] = Math.max(w[19], lowestW19);
    }

    /** Needs w11, w13 and w14 within their bounds: the logarithms exist only there. */
    private double sameDayCeiling(double[] w) {
        if (relearningSteps <= 1) {
            return Weights.highest(17);
        }
        double room = -(Math.log(w[11]) + Math.log(Math.pow(2, w[13]) - 1) + 0.3 * w[14]) / relearningSteps;
        return Math.min(Weights.highest(17), Math.sqrt(Math.max(room, 0.01)));
    }
}
