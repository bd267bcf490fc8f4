package dev.engram.review.domain;

/** What a client should know about an item that was taken. */
public enum OutcomeFlag {
    /** A later answer of the card was known before: states after this one have changed. */
    LATE,
    /** The client's clock is not reliable. A review of a time before 2006 is kept and not scheduled. */
    CLOCK_DOUBTFUL,
    /** It could not be checked whether the card exists. */
    CARD_UNVERIFIED,
    /** Something else was sent under the same id; one version counts, all are kept. */
    CONFLICT,
    /** The review was taken back by a retraction that arrived before: it does not count. */
    RETRACTED,
    /** What the retraction takes back has not arrived; it takes effect when it does. */
    TARGET_UNKNOWN,
    /** What the retraction takes back is of another card: it has no effect. */
    OTHER_CARD
}
