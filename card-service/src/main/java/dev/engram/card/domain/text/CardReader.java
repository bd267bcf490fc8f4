package dev.engram.card.domain.text;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.text.TextKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the lines of cards to their contents; of an answer who wrote it, whether it points to the source, and what it says. */
final class CardReader {

    static final String FROM_SOURCE = "(From source) ";
    static final String PROVENANCE = "from-source";
    static final String PLACEHOLDER = "(See source material.)";

    private final Authors authors;
    private final Notices notices;
    private final Map<CardKey, Integer> lineOfQuestion = new HashMap<>();

    private CardReader(Authors authors, Notices notices) {
        this.authors = authors;
        this.notices = notices;
    }

    /** @param known names of authors */
    static CardReader of(List<CardLines> cards, Set<String> known, Notices notices) {
        return new CardReader(Authors.of(cards, known), notices);
    }

    /** What the card says; null after an error, which is then in {@code notices}. */
    @Nullable
    CardContent content(CardLines card) {
        int errorsBefore = notices.errorCount();
        var line = card.question();
        var withoutPrefix = withoutPrefix(line.text());
        var question = withoutPrefix == null ? line.text() : withoutPrefix;
        if (DeckFileLimits.characters(question) > DeckFileLimits.QUESTION_CHARACTERS) {
            notices.add(
                    NoticeCode.E_LIMIT,
                    line,
                    "A question has at most " + DeckFileLimits.QUESTION_CHARACTERS + " characters, this one has "
                            + DeckFileLimits.characters(question) + "; shorten it.");
        }
        rejectRepeated(question, line);
        var tags = TagsLine.read(card.tags(), notices);
        var answer = answer(card.answer());
        var source = card.source() == null ? null : SourceLine.read(card.source(), notices);
        if (notices.errorCount() > errorsBefore) {
            return null;
        }
        return new CardContent(question, withoutPrefix == null ? null : PROVENANCE, tags, answer, source);
    }

    private void rejectRepeated(String question, Line line) {
        var first = lineOfQuestion.putIfAbsent(CardKey.of(question), line.number());
        if (first != null) {
            notices.add(
                    NoticeCode.E_DUP_QUESTION,
                    line,
                    "A deck asks a question once, and line " + first
                            + " asks the same; reword one of the two or remove it.");
        }
    }

    /** Null without the prefix, or where nothing would be left to ask. */
    private static @Nullable String withoutPrefix(String text) {
        if (!text.regionMatches(true, 0, FROM_SOURCE, 0, FROM_SOURCE.length())) {
            return null;
        }
        var question = Line.stripLeading(text.substring(FROM_SOURCE.length()));
        return question.isBlank() ? null : question;
    }

    /** Null where the card has no answer line, and after an error, which is then in {@code notices}. */
    private @Nullable Answer answer(List<Line> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        var text = lines.stream().map(Line::text).collect(Collectors.joining("\n"));
        var author = authors.openedBy(text);
        var nameLike = author == null ? Authors.nameLike(text) : null;
        if (nameLike != null) {
            notices.add(
                    NoticeCode.W_AUTHOR,
                    lines.getFirst(),
                    "'(" + nameLike + ")' opens only this answer and is in no list of authors, so it stays in the text."
                            + " Give the name with the import if it is an author, or accept the warning.");
        }
        if (author != null) {
            notices.addFault(TextKind.NAME, author, lines.getFirst(), 1);
            text = stripBreaks(text.substring(author.length() + "() ".length()));
        }
        boolean seeSource = text.startsWith(PLACEHOLDER);
        if (seeSource) {
            text = stripBreaks(text.substring(PLACEHOLDER.length()));
        }
        return withinLimits(author, text, seeSource, lines.getFirst());
    }

    private @Nullable Answer withinLimits(@Nullable String author, String text, boolean seeSource, Line line) {
        if (DeckFileLimits.characters(text) > DeckFileLimits.ANSWER_CHARACTERS
                || (author != null && DeckFileLimits.characters(author) > DeckFileLimits.AUTHOR_CHARACTERS)) {
            notices.add(
                    NoticeCode.E_LIMIT,
                    line,
                    "An answer has at most " + DeckFileLimits.ANSWER_CHARACTERS
                            + " characters, the name of its author at most " + DeckFileLimits.AUTHOR_CHARACTERS
                            + "; shorten it or split the card.");
            return null;
        }
        return new Answer(author, text.isBlank() ? null : text, seeSource);
    }

    private static String stripBreaks(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '\n' || Line.isBlank(text.charAt(start)))) {
            start++;
        }
        return text.substring(start);
    }
}
