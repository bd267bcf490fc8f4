package dev.engram.review.application;

/** Whether a card exists, as far as this service can tell at the moment. */
enum CardVerdict {
    EXISTS,
    /** Denied by the service that owns the cards. */
    MISSING,
    /** Nobody could say. */
    UNSAID
}
