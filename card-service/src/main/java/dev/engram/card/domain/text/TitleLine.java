package dev.engram.card.domain.text;

import dev.engram.card.domain.DeckPath;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The path of a deck, from its title line. */
final class TitleLine {

    /** A bar between spaces; the spaces of two bars may be one and the same. */
    private static final Pattern BAR = Pattern.compile("(?<= )\\|(?= )");

    private TitleLine() {}

    /** Whether the first line is a title; if not, the error is in {@code notices}. */
    static boolean isMissing(List<Line> lines, Notices notices) {
        var first = lines.getFirst();
        if (first.isSource()) {
            notices.add(
                    NoticeCode.E_TITLE,
                    first,
                    "A deck file begins with its title, not with a source line; write the title first.");
            return true;
        }
        boolean secondIsTags =
                lines.size() > 1 && TagsLine.isTagShaped(lines.get(1).text());
        boolean thirdIsTags =
                lines.size() > 2 && TagsLine.isTagShaped(lines.get(2).text());
        if (secondIsTags && !thirdIsTags) {
            notices.add(
                    NoticeCode.E_TITLE,
                    first,
                    "A deck file begins with its title, and this line is followed by tags as a question is; write the"
                            + " title on a line before it.");
            return true;
        }
        return false;
    }

    static List<String> path(Line line, Notices notices) {
        // the spaces that stripping took away at the ends come back, so that a bar there leaves an empty segment
        var path = Arrays.stream(BAR.split(" " + line.text() + " ", -1))
                .map(Line::strip)
                .toList();
        if (path.stream().anyMatch(String::isBlank)) {
            notices.add(
                    NoticeCode.E_TITLE,
                    line,
                    "The parts of a title stand between bars and none is empty; remove the bar too many or name the part.");
        }
        if (DeckFileLimits.characters(line.text()) > DeckPath.MAX_TITLE_CHARACTERS
                || path.size() > DeckPath.MAX_SEGMENTS
                || path.stream().anyMatch(part -> DeckFileLimits.characters(part) > DeckPath.MAX_CHARACTERS)) {
            notices.add(
                    NoticeCode.E_LIMIT,
                    line,
                    "A title has at most " + DeckPath.MAX_TITLE_CHARACTERS + " characters and "
                            + DeckPath.MAX_SEGMENTS + " parts of at most " + DeckPath.MAX_CHARACTERS
                            + " characters; shorten it.");
        }
        return path;
    }
}
