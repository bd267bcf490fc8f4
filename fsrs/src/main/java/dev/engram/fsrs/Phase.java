package dev.engram.fsrs;

/** Where a card stands between two answers. */
public enum Phase {
    /** Never answered. */
    NEW,
    /** In the learning steps, before the first interval in days. */
    LEARNING,
    /** Scheduled in days. */
    REVIEW,
    /** Forgotten in {@link #REVIEW}, in the relearning steps. */
    RELEARNING
}
