package dev.engram.card.domain.text;

import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.events.CardContent;
import dev.engram.events.text.TextKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a deck file. The file is UTF-8 text: a title line, then per card a question line, a line of tags, answer lines
 * and at most one source line. Text is kept verbatim, typos included.
 */
public final class DeckTextReader {
    /** A bar between spaces; the spaces of two bars may be one and the same. */
    private static final Pattern BAR = Pattern.compile("(?<= )\\|(?= )");

    /** What became of reading a deck file; notices are in the order of the file. */
    public sealed interface DeckReading {

        /** May be imported once its warnings have been accepted. */
        record Read(DeckText deck, List<Notice> warnings) implements DeckReading {}

        /** Has errors, at least one, and changes nothing. */
        record Refused(List<Notice> errors, List<Notice> warnings) implements DeckReading {}
    }

    private DeckTextReader() {}

    /** Is given the cards without errors, in the order of the file. */
    interface CardConsumer {
        void accept(int line, CardContent content, FileText lines);
    }

    /**
     * @param file at most {@link DeckFileLimits#FILE_BYTES}; not copied: not to be changed any more
     * @param authors names that open answers as {@code (Name) } and are authors although they do so only once
     */
    public static DeckReading read(byte[] file, Set<String> authors) {
        var cards = new ArrayList<CardText>();
        var reading = read(file, authors, (line, content, lines) -> cards.add(new CardText(line, content, lines)));
        return switch (reading) {
            case DeckReading.Read(var deck, var warnings) ->
                new DeckReading.Read(new DeckText(deck.title(), deck.path(), cards, deck.head()), warnings);
            case DeckReading.Refused refused -> refused;
        };
    }

    /** The same without keeping the cards: the deck that is read has none. */
    static DeckReading read(byte[] file, Set<String> authors, CardConsumer cards) {
        var other = OtherFormat.of(file);
        if (other != null) {
            return refused(NoticeCode.E_FORMAT, other);
        }
        if (file.length > DeckFileLimits.FILE_BYTES) {
            return refused(
                    NoticeCode.E_LIMIT,
                    "A deck file has at most " + DeckFileLimits.FILE_BYTES + " bytes; split the deck.");
        }
        var notices = new Notices();
        var lines = LineReader.read(file, notices);
        if (notices.errorCount() > 0) {
            return new DeckReading.Refused(notices.errors(), List.of());
        }
        return lines.isEmpty()
                ? refused(NoticeCode.E_EMPTY, "The file is empty; write a title line and at least one card.")
                : read(file, lines, authors, notices, cards);
    }

    private static DeckReading refused(NoticeCode code, String message) {
        return new DeckReading.Refused(List.of(new Notice(code, 1, 1, "", message)), List.of());
    }

    private static DeckReading read(
            byte[] file, List<Line> lines, Set<String> authors, Notices notices, CardConsumer cards) {
        boolean untitled = isTitleMissing(lines, notices);
        var title = lines.getFirst();
        var path = untitled ? List.<String>of() : path(title, notices);
        // without a title the first line belongs to a card, unless it is a stray source line
        boolean firstIsCard = untitled && !title.isSource();
        var blocks = CardSplitter.cut(firstIsCard ? lines : lines.subList(1, lines.size()), notices);
        if (blocks.isEmpty() && notices.errors().isEmpty()) {
            notices.add(
                    NoticeCode.E_NO_CARDS,
                    title,
                    "A deck has at least one card, and only a title stands here; add a card.");
        }
        if (blocks.size() > DeckFileLimits.CARDS) {
            notices.add(
                    NoticeCode.E_LIMIT,
                    blocks.get(DeckFileLimits.CARDS).question(),
                    "A deck file has at most " + DeckFileLimits.CARDS
                            + " cards; this one begins after them. Split the deck.");
        }
        Lint.find(blocks, notices);
        readCards(file, blocks, CardReader.of(blocks, authors, notices), cards);
        if (notices.errorCount() > 0) {
            return new DeckReading.Refused(notices.errors(), notices.warnings());
        }
        var head = new FileText(file, 0, blocks.getFirst().question().from());
        return new DeckReading.Read(new DeckText(title.text(), path, List.of(), head.toString()), notices.warnings());
    }

    private static void readCards(byte[] file, List<CardLines> blocks, CardReader reader, CardConsumer cards) {
        for (int i = 0; i < blocks.size(); i++) {
            var question = blocks.get(i).question();
            var content = reader.content(blocks.get(i));
            if (content != null) {
                int end = i + 1 < blocks.size() ? blocks.get(i + 1).question().from() : file.length;
                cards.accept(question.number(), content, new FileText(file, question.from(), end));
            }
        }
    }

    /** Whether the first line is a title; if not, the error is in {@code notices}. */
    private static boolean isTitleMissing(List<Line> lines, Notices notices) {
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
        if (secondIsTags && first.endsQuestion()) {
            notices.add(
                    NoticeCode.W_TITLE_QUESTION,
                    first,
                    "The first line is read as the deck's title, but it ends as a question does and what looks like tags"
                            + " follows. If it is a question, write the title on a line before it; if it is the title,"
                            + " accept the warning.");
        }
        return false;
    }

    private static List<String> path(Line line, Notices notices) {
        // the spaces that stripping took away at the ends come back, so that a bar there leaves an empty segment
        var path = Arrays.stream(BAR.split(" " + line.text() + " ", -1))
                .map(Line::strip)
                .toList();
        int from = 0;
        for (var part : path) {
            from = line.text().indexOf(part, from);
            if (!Line.isEmpty(part)) { // reported below
                notices.addFault(TextKind.NAME, part, line, from);
            }
        }
        if (path.stream().anyMatch(Line::isEmpty)) {
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
