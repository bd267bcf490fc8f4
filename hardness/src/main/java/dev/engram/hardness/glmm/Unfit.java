package dev.engram.hardness.glmm;

import java.util.Objects;

/**
 * Nothing could be estimated.
 *
 * @param reason code for programs
 * @param sentence for people: what is wrong, where, and what would fix it
 */
public record Unfit(Reason reason, String sentence) implements FitOutcome {
    public Unfit {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** Why nothing could be estimated. */
    public enum Reason {
        /** No rows, or fewer rows than coefficients. */
        TOO_FEW_ROWS,
        /** Every response is the same. */
        CONSTANT_RESPONSE,
        /** A random factor has fewer than two levels in use, so that it has no variance. */
        TOO_FEW_LEVELS,
        /** A value is NaN or infinite. */
        NOT_FINITE,
        /** The fixed effects predict every response: no finite estimate exists. */
        SEPARATION,
        /** The dense part of the model does not fit into memory. */
        TOO_LARGE,
        /** The method does not cover this design. */
        NOT_COVERED,
        /** The iterations found no mode. */
        NO_MODE
    }
}
