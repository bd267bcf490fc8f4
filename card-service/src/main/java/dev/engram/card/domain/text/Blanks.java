package dev.engram.card.domain.text;

/** The white space of the format: spaces and tabs, nothing else. */
final class Blanks {

    private Blanks() {}

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
