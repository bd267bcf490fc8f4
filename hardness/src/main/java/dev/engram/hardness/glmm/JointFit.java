package dev.engram.hardness.glmm;

/** {@link Method#JOINT}. */
final class JointFit {
    private JointFit() {}

    static FitOutcome fit(Design design, FitSettings settings, FitProgress progress) {
        throw new UnsupportedOperationException("JOINT is to come");
    }
}
