package dev.engram.card.domain.text;

/**
 * A line that says something, without spaces and tabs at its ends.
 *
 * @param number its number in the file, from 1, empty lines counted
 * @param column where its text begins in the file's line, in code points from 1
 */
record Line(int number, int column, String text) {

    private static final String SOURCE = "Source:";

    boolean isSource() {
        return text.startsWith(SOURCE);
    }

    /** Looks like a source line to a person but is none: {@code source:} in another case. */
    boolean isSourceLike() {
        return !isSource() && text.regionMatches(true, 0, SOURCE, 0, SOURCE.length());
    }

    /** What stands after {@code Source:}. */
    String sourceText() {
        return Blanks.strip(text.substring(SOURCE.length()));
    }
}
