package dev.engram.card.domain;

/** Where a card has its content from, and for a card that an undo retired that it may come back. */
public enum CardOrigin {
    /** An import wrote it or found it as its file says; of a retired card: retired by hand. */
    FILE,
    /** It was added, revised or restored by hand, so that no import overwrites it in silence. */
    EDITED,
    /** An undo of an import retired it; the next file that has its question brings it back. */
    UNDONE
}
