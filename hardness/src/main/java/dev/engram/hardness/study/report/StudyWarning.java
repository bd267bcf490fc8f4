package dev.engram.hardness.study.report;

/**
 * What the reader must know before using any figure of a report.
 *
 * @param code     for programs
 * @param sentence for people
 */
public record StudyWarning(Code code, String sentence) {
    /** What a warning is about. */
    public enum Code {
        /** Gamma is assumed; {@link GammaReport#reason} says why. */
        GAMMA_ASSUMED,
        /** The primary fit has not converged. */
        NOT_CONVERGED,
        /** The days between answers look like hours. */
        INTERVALS,
        /** Anchors are missing, or move the reference. */
        ANCHORS,
        /** No tag may be ranked; the eligibility of each says why. */
        NONE_RANKED,
        /** All reviews of some ranked tags are lapses, or none is. */
        ONE_OUTCOME,
        /** Learners have few rows: ability may show as hardness. */
        SHORT_HISTORIES
    }
}
