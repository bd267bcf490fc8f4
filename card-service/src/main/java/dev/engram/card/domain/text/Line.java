package dev.engram.card.domain.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line that says something, without spaces and tabs at its ends.
 *
 * @param number its number in the file, from 1, empty lines counted
 * @param column where its text begins in the file's line, in code points from 1
 */
record Line(int number, int column, String text) {

    private static final String SOURCE = "Source:";
    private static final Pattern BREAK = Pattern.compile("\r\n|\n|\r");
    private static final char BOM = '\uFEFF';

    /** The lines of a file that say something. Empty after an error, which is then in {@code notices}. */
    static List<Line> read(byte[] file, Notices notices) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.wrap(file);
        var characters = CharBuffer.allocate(file.length);
        var result = decoder.decode(bytes, characters, true);
        var text = withoutBom(characters.flip().toString());
        if (result.isError()) {
            notices.add(notUtf8(text, file[bytes.position()]));
            return List.of();
        }
        return of(text, notices);
    }

    private static String withoutBom(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
    }

    private static Notice notUtf8(String before, byte broken) {
        var lines = BREAK.split(before, -1);
        var last = lines[lines.length - 1];
        return new Notice(
                NoticeCode.E_ENCODING,
                lines.length,
                DeckFileLimits.characters(last) + 1,
                "byte 0x%02X".formatted(broken),
                "A deck file is UTF-8 text and this byte is not; save the file as UTF-8.");
    }

    private static List<Line> of(String text, Notices notices) {
        var lines = new ArrayList<Line>();
        var ends = BREAK.matcher(text);
        int start = 0;
        for (int number = 1; start <= text.length(); number++) {
            boolean more = ends.find();
            var raw = text.substring(start, more ? ends.start() : text.length());
            if (!raw.isBlank()) {
                lines.add(new Line(number, leading(raw) + 1, strip(raw)));
            }
            if (lines.size() > DeckFileLimits.LINES) {
                notices.add(
                        NoticeCode.E_LIMIT,
                        lines.getLast(),
                        "A deck file has at most " + DeckFileLimits.LINES + " lines; split the deck.");
                return lines;
            }
            start = more ? ends.end() : text.length() + 1;
        }
        return lines;
    }

    boolean isSource() {
        return text.startsWith(SOURCE);
    }

    /** Looks like a source line to a person but is none: {@code source:} in another case. */
    boolean isSourceLike() {
        return !isSource() && text.regionMatches(true, 0, SOURCE, 0, SOURCE.length());
    }

    /** What stands after {@code Source:}. */
    String sourceText() {
        return strip(text.substring(SOURCE.length()));
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
}
