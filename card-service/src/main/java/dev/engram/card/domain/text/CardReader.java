package dev.engram.card.domain.text;

import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.events.CardContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the lines of cards to their contents. */
final class CardReader {

    private static final String FROM_SOURCE = "(From source) ";
    private static final String PROVENANCE = "from-source";

    private final AnswerText answers;
    private final Notices notices;
    private final Map<CardKey, Integer> lineOfQuestion = new HashMap<>();

    private CardReader(AnswerText answers, Notices notices) {
        this.answers = answers;
        this.notices = notices;
    }

    /** The cards without errors; errors are in {@code notices}. */
    static List<CardText> read(List<CardLines> cards, Set<String> authors, Notices notices) {
        var reader = new CardReader(AnswerText.forFile(cards, authors), notices);
        var contents = new ArrayList<CardText>();
        for (var card : cards) {
            var content = reader.content(card);
            if (content != null) {
                contents.add(new CardText(card.question().number(), content));
            }
        }
        return contents;
    }

    private @Nullable CardContent content(CardLines card) {
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
        var answer = answers.read(card.answer(), notices);
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
}
