package dev.engram.hardness.glmm;

import java.util.Objects;

/**
 * Something a reader of a fit must know.
 *
 * @param code for programs
 * @param sentence for people
 */
public record FitWarning(Code code, String sentence) {
    public FitWarning {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** What a warning is about. */
    public enum Code {
        /** A standard deviation is estimated as zero: the model is simpler than it was asked to be. */
        SINGULAR,
        /** Coefficients were left out because others determine them. */
        ALIASED,
        /** Coefficients have no finite estimate: they are marked, and their figures mean nothing. */
        SEPARATION,
        /** Random factors group the rows alike: their standard deviations cannot be told apart. */
        CONFOUNDED,
        /** The iterations ended at their limit. */
        NOT_CONVERGED,
        /** The uncertainties leave out that of some other effects. */
        CONDITIONAL,
        /** Levels without any row: their effects are zero and their uncertainty is the prior's. */
        UNUSED_LEVELS
    }
}
