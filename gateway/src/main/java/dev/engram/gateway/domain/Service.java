package dev.engram.gateway.domain;

/** What stands behind the gateway. */
public enum Service {
    /** Decks and cards. */
    CARDS,
    /** Reviews, queue, plan, membership. */
    REVIEWS,
    /** Mastery. */
    ANALYTICS
}
