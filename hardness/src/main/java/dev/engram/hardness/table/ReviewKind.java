package dev.engram.hardness.table;

/** What an answer was to the scheduler that asked for it. Only {@link #REVIEW} informs retention hardness. */
public enum ReviewKind {
    /** First exposure or one of the steps after it. */
    LEARN,
    /** An answer to a card that was due, or shown early, after an interval. */
    REVIEW,
    /** A step after a lapse. */
    RELEARN,
    /** Practice outside the schedule. */
    CRAM
}
