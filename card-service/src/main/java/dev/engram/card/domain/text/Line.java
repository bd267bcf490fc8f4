package dev.engram.card.domain.text;

/**
 * A line that says something, without spaces and tabs at its ends; or a fence, which is kept as it stands.
 *
 * @param number its number in the file, from 1, empty lines counted
 * @param column where its text begins in the file's line, in code points from 1
 * @param text of a fence all its lines, joined with newlines
 * @param from where the line begins in the file, in bytes
 * @param fence whether it is code between two lines of three or more backticks or tildes
 */
record Line(int number, int column, String text, int from, boolean fence) {

    private static final String SOURCE = "Source:";

    boolean isSource() {
        return text.startsWith(SOURCE);
    }

    /** Looks like a source line to a person but is none: {@code source:} in another case. */
    boolean isSourceLike() {
        return !isSource() && text.regionMatches(true, 0, SOURCE, 0, SOURCE.length());
    }

    /** Whether spaces or tabs before it were dropped. */
    boolean isIndented() {
        return column > 1 && !fence;
    }

    /** What stands after {@code Source:}. */
    String sourceText() {
        return strip(text.substring(SOURCE.length()));
    }

    /** The white space of the format: spaces and tabs, nothing else. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static int leading(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    static String stripLeading(String text) {
        return text.substring(leading(text));
    }

    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static String strip(String text) {
        return stripLeading(stripTrailing(text));
    }
}
