package dev.engram.review.application;

/** Whether a card exists, as far as this service can find out at the moment. */
enum CardVerdict {
    EXISTS,
    /** There is none in a deck that the caller may see, says the service that owns the cards. */
    MISSING,
    /** Neither the catalogue nor the service that owns the cards could answer. */
    UNKNOWN
}
