package dev.engram.card.domain.text;

import dev.engram.events.text.TextKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what one reading finds. Confined to that reading. */
final class Notices {

    private static final Comparator<Notice> BY_PLACE =
            Comparator.comparingInt(Notice::line).thenComparingInt(Notice::column);

    private final List<Notice> found = new ArrayList<>();
    private int errorCount;
    private int warningCount;

    void add(NoticeCode code, Line line, String message) {
        add(new Notice(code, line.number(), line.column(), line.text(), message));
    }

    /** @param from where in the line's text the offending text begins, in {@code char}s */
    void add(NoticeCode code, Line line, int from, String message) {
        add(new Notice(
                code,
                line.number(),
                line.column() + line.text().codePointCount(0, from),
                line.text().substring(from),
                message));
    }

    /** Adds {@code E-CHARACTER} where {@code part}, which begins at {@code from} in the line's text, has a fault. */
    void addFault(TextKind kind, String part, Line line, int from) {
        var fault = kind.fault(part);
        if (fault != null) {
            int at = from + part.offsetByCodePoints(0, fault.character() - 1);
            add(NoticeCode.E_CHARACTER, line, at, "'" + part + "' " + fault.rule() + ".");
        }
    }

    /** Beyond the most that a file may have, one error says so and the rest is left out. */
    void add(Notice notice) {
        if (notice.code().isError()) {
            addUpTo(DeckFileLimits.ERRORS, ++errorCount, notice);
        } else {
            addUpTo(DeckFileLimits.WARNINGS, ++warningCount, notice);
        }
    }

    private void addUpTo(int most, int count, Notice notice) {
        if (count <= most) {
            found.add(notice);
        } else if (count == most + 1) {
            var rest = "This is error or warning number " + count
                    + "; later ones are not listed. Fix those before it, or check that the file is a deck.";
            found.add(new Notice(NoticeCode.E_LIMIT, notice.line(), notice.column(), notice.text(), rest));
            errorCount++;
        }
    }

    int errorCount() {
        return errorCount;
    }

    List<Notice> errors() {
        return inOrder(true);
    }

    List<Notice> warnings() {
        return inOrder(false);
    }

    private List<Notice> inOrder(boolean errors) {
        return found.stream()
                .filter(notice -> notice.code().isError() == errors)
                .sorted(BY_PLACE)
                .toList();
    }
}
