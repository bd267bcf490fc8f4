package dev.engram.card.domain;

/** What a person may do with a deck; each may do what those before it may. */
public enum DeckRole {
    /** Reads and studies it. */
    VIEWER,
    /** Changes its cards. */
    EDITOR,
    /** Shares and publishes it. */
    OWNER
}
