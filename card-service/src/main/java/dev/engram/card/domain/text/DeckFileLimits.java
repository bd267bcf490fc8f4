package dev.engram.card.domain.text;

/** Sizes up to which a deck file is read; the sizes of a card's parts are the contract's own. */
public final class DeckFileLimits {

    public static final int FILE_BYTES = 5 * 1024 * 1024;
    public static final int CARDS = 20_000;
    /** Lines that say something; keeps a file of very short lines from taking many times its size in memory. */
    static final int LINES = 200_000;

    /** Longest line and longest fence: an answer, what may stand before it, and some room for indentation. */
    static final int LINE_CHARACTERS = 25_000;

    static final int ERRORS = 1_000;
    static final int WARNINGS = 10_000;
    static final int QUESTION_CHARACTERS = 2_000;
    static final int ANSWER_CHARACTERS = 20_000;
    static final int SOURCE_TITLE_CHARACTERS = 500;
    static final int LOCATOR_CHARACTERS = 64;
    static final int AUTHOR_CHARACTERS = 200;

    /** Names that can be given with a file, and how long they may be in an address, where they are sent. */
    public static final int AUTHORS = 100;

    static final int AUTHORS_BYTES = 3_000;

    private DeckFileLimits() {}

    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
