package dev.engram.hardness.study.report;

/**
 * One thing the rows lack.
 *
 * @param code   which, stable
 * @param reason in words for a person, with the figures
 */
public record Shortfall(Code code, String reason) {
    /** What can be lacking. */
    public enum Code {
        NO_ROWS,
        ONE_LEARNER,
        ONE_CARD,
        ONE_TAG,
        ALL_LAPSES,
        NO_LAPSES,
        TOO_FEW_ROWS,
        SEPARATION,
        NOT_FITTED,
        NOT_CONVERGED
    }
}
