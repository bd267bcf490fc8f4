package dev.engram.card.domain.text;

import dev.engram.events.text.TextKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into lines and decodes one at a time, none longer than a card can use. The text as a whole is never held beside
 * the file. Confined to one reading.
 */
final class LineReader {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] file;
    private final Notices notices;
    private final List<Line> lines = new ArrayList<>();
    private int number = 1;
    private int from;
    private boolean stopped;

    /** The fence that is open, the line that opened it, and its length so far. */
    private Line.@Nullable Fence open;

    private @Nullable Line opening;
    private int fenceCharacters;

    private LineReader(byte[] file, Notices notices) {
        this.file = file;
        this.notices = notices;
    }

    /** The lines that say something and the fences, in order; incomplete after an error, which is then in {@code notices}. */
    static List<Line> read(byte[] file, Notices notices) {
        var reader = new LineReader(file, notices);
        reader.run();
        return reader.lines;
    }

    private void run() {
        from = startsWithBom() ? BOM.length : 0;
        while (from < file.length && !stopped) {
            int end = from;
            while (end < file.length && file[end] != '\n' && file[end] != '\r') {
                end++;
            }
            var text = decode(end);
            if (text != null) {
                reportCharacters(text, end);
                take(text, end);
            }
            from = end + (end + 1 < file.length && file[end] == '\r' && file[end + 1] == '\n' ? 2 : 1);
            number++;
        }
        if (open != null && opening != null && !stopped) {
            notices.add(
                    NoticeCode.E_FENCE,
                    opening,
                    "This line opens a fence, and no later line closes it; close it with a line of " + open.closing()
                            + " alone.");
        }
    }

    private boolean startsWithBom() {
        return file.length >= BOM.length && file[0] == BOM[0] && file[1] == BOM[1] && file[2] == BOM[2];
    }

    private void take(String raw, int end) {
        if (open != null && opening != null) {
            takeIntoFence(open, opening, raw, end);
            return;
        }
        if (Line.isEmpty(raw)) {
            return;
        }
        var line = Line.of(file, number, from, end);
        if (lines.size() == DeckFileLimits.LINES) {
            stop(line, "A deck file has at most " + DeckFileLimits.LINES + " lines; split the deck.");
            return;
        }
        open = lines.isEmpty() ? null : Line.Fence.openedBy(raw); // the title is never code
        if (open == null) {
            lines.add(line);
        } else {
            opening = line;
            fenceCharacters = 0;
        }
    }

    /** No line of any kind has a character that is allowed nowhere in a card. */
    private void reportCharacters(String raw, int end) {
        var fault = Line.isEmpty(raw) ? null : TextKind.TEXT.fault(raw);
        if (fault != null) {
            var line = Line.of(file, number, from, end);
            int at = raw.offsetByCodePoints(0, fault.character() - 1) - (line.column() - 1);
            notices.add(NoticeCode.E_CHARACTER, line, at, "A line " + fault.rule() + ".");
        }
    }

    private void takeIntoFence(Line.Fence fence, Line first, String raw, int end) {
        fenceCharacters += raw.length() + 1;
        if (fenceCharacters > DeckFileLimits.LINE_CHARACTERS) {
            stop(first, "A fence has at most " + DeckFileLimits.LINE_CHARACTERS + " characters; split the card.");
        } else if (fence.isClosedBy(raw)) {
            lines.add(first.fenceTo(end));
            open = null;
        }
    }

    private void stop(Line at, String message) {
        notices.add(NoticeCode.E_LIMIT, at, message);
        stopped = true;
    }

    /** The line from {@link #from} to {@code end}; null after an error, which is then in {@code notices}. */
    private @Nullable String decode(int end) {
        if (isTooLong(end)) {
            var start = new String(file, from, 4 * Notice.TEXT_CHARACTERS, StandardCharsets.UTF_8);
            notices.add(new Notice(
                    NoticeCode.E_LIMIT,
                    number,
                    1,
                    start,
                    "A line has at most " + DeckFileLimits.LINE_CHARACTERS
                            + " characters; break it into several or split the card."));
            return null;
        }
        var text = new String(file, from, end - from, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && reportEncoding(end)) {
            return null;
        }
        return text;
    }

    private boolean isTooLong(int end) {
        int characters = end - from;
        for (int i = from; i < end && characters > DeckFileLimits.LINE_CHARACTERS; i++) {
            if ((file[i] & 0xC0) == 0x80) {
                characters--; // a byte that continues a character
            }
        }
        return characters > DeckFileLimits.LINE_CHARACTERS;
    }

    /** Whether the line is not UTF-8; that is then reported and nothing after it is read. */
    private boolean reportEncoding(int end) {
        var bytes = ByteBuffer.wrap(file, from, end - from);
        var before = CharBuffer.allocate(end - from);
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, before, true);
        if (!result.isError()) {
            return false;
        }
        notices.add(new Notice(
                NoticeCode.E_ENCODING,
                number,
                DeckFileLimits.characters(before.flip().toString()) + 1,
                "byte 0x%02X".formatted(file[bytes.position()]),
                "A deck file is UTF-8 text and this byte is not; save the file as UTF-8."));
        stopped = true;
        return true;
    }
}
