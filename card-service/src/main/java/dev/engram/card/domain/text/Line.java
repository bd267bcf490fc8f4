package dev.engram.card.domain.text;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that says something, without spaces and tabs at its ends; or a fence, which is kept as it stands. Knows its place in the
 * file and decodes its text when asked, so that the lines of a large file are small.
 */
final class Line {

    private static final String SOURCE = "Source:";
    private static final byte[] SOURCE_BYTES = SOURCE.getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LINE_END = Pattern.compile("\r\n?");

    private final byte[] file;
    private final int number;
    private final int from;
    private final int textFrom;
    private final int textEnd;
    private final boolean fence;

    private Line(byte[] file, int number, int from, int textFrom, int textEnd, boolean fence) {
        this.file = file;
        this.number = number;
        this.from = from;
        this.textFrom = textFrom;
        this.textEnd = textEnd;
        this.fence = fence;
    }

    /** The line of {@code file} between these bytes. */
    static Line of(byte[] file, int number, int from, int end) {
        int textFrom = from;
        int textEnd = end;
        while (textFrom < end && isBlank((char) file[textFrom])) {
            textFrom++;
        }
        while (textEnd > textFrom && isBlank((char) file[textEnd - 1])) {
            textEnd--;
        }
        return new Line(file, number, from, textFrom, textEnd, false);
    }

    /** The fence that this line opens and that ends before this byte. */
    Line fenceTo(int end) {
        return new Line(file, number, from, from, end, true);
    }

    /** Its number in the file, from 1, empty lines counted. */
    int number() {
        return number;
    }

    /** Where its text begins in the file's line, in code points from 1. */
    int column() {
        return textFrom - from + 1; // what is before is a byte each
    }

    /** Where it begins in the file, in bytes. */
    int from() {
        return from;
    }

    /** Whether it is code between two lines of three or more backticks or tildes. */
    boolean isFence() {
        return fence;
    }

    /** Without spaces and tabs at its ends; of a fence all its lines as they stand, joined with newlines. */
    String text() {
        var text = new String(file, textFrom, textEnd - textFrom, StandardCharsets.UTF_8);
        return fence ? LINE_END.matcher(text).replaceAll("\n") : text;
    }

    boolean isSource() {
        int end = textFrom + SOURCE_BYTES.length;
        return end <= textEnd && Arrays.equals(file, textFrom, end, SOURCE_BYTES, 0, SOURCE_BYTES.length);
    }

    /** Looks like a source line to a person but is none: {@code source:} in another case. */
    boolean isSourceLike() {
        return !isSource() && text().regionMatches(true, 0, SOURCE, 0, SOURCE.length());
    }

    /** Whether spaces or tabs before it were dropped. */
    boolean isIndented() {
        return textFrom > from && !fence;
    }

    /** What stands after {@code Source:}. */
    String sourceText() {
        return strip(text().substring(SOURCE.length()));
    }

    /** Whether it ends as a question does: with a question mark of any script, also before closing quotes and brackets. */
    boolean endsQuestion() {
        var text = text();
        int end = text.length();
        while (end > 0 && mayFollowQuestion(text.charAt(end - 1))) {
            end--;
        }
        return end > 0
                && switch (text.charAt(end - 1)) {
                    case '?', '\uFF1F', '\u061F', '\u037E' -> true;
                    case ';' -> end > 1 && UnicodeScript.of(text.charAt(end - 2)) == UnicodeScript.GREEK;
                    default -> false;
                };
    }

    /** Closing quotes (in some languages the opening ones of others), closing brackets, spaces, direction marks. */
    private static boolean mayFollowQuestion(char c) {
        return c == '"'
                || c == '\''
                || isBlank(c)
                || switch (Character.getType(c)) {
                    case Character.END_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.SPACE_SEPARATOR,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** Whether {@code text} has nothing but spaces of any kind. */
    static boolean isEmpty(String text) {
        return text.codePoints().allMatch(c -> c == '\t' || Character.isSpaceChar(c));
    }

    /** The white space of the format: spaces and tabs, nothing else. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static int leading(String text) {
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

    /** The line that opens a fence: three or more backticks or tildes, after which a language may be named. */
    record Fence(char mark, int length) {

        private static final Pattern OPENING = Pattern.compile("[ \\t]*(?:(`{3,})[^`]*|(~{3,}).*)", Pattern.DOTALL);

        /** Null if {@code line} opens no fence; a line with backticks behind the opening ones is code within a line. */
        static @Nullable Fence openedBy(String line) {
            var opening = OPENING.matcher(line);
            if (!opening.matches()) {
                return null;
            }
            var marks = opening.group(1) == null ? opening.group(2) : opening.group(1);
            return new Fence(marks.charAt(0), marks.length());
        }

        /** The line that closes it. */
        String closing() {
            return String.valueOf(mark).repeat(length);
        }

        /** Whether {@code line} is nothing but at least as many of the same marks. */
        boolean isClosedBy(String line) {
            var marks = Line.strip(line);
            return marks.length() >= length && marks.chars().allMatch(c -> c == mark);
        }
    }
}
