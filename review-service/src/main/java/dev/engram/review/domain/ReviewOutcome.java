package dev.engram.review.domain;

/** What became of one review of a batch. Every case is normal; an unreachable log is an exception. */
public sealed interface ReviewOutcome {

    /** Acknowledged by the log. */
    record Recorded() implements ReviewOutcome {}

    /** Recorded before, or a repetition within its own batch. */
    record Duplicate() implements ReviewOutcome {}

    /** Not recorded, and sending it again unchanged will not help. */
    record Rejected(Refusal refusal) implements ReviewOutcome {}
}
