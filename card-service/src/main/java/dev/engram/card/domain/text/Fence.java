package dev.engram.card.domain.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
