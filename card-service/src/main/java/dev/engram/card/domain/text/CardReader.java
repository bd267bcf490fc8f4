package dev.engram.card.domain.text;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the lines of cards to their contents; of an answer who wrote it, whether it points to the source, and what it says. */
final class CardReader {

    private static final String FROM_SOURCE = "(From source) ";
    private static final String PROVENANCE = "from-source";
    private static final String PLACEHOLDER = "(See source material.)";
    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{Nd}\\-'’]*";
    private static final Pattern NAME = Pattern.compile("\\((" + WORD + "(?: " + WORD + "){0,2})\\) ");

    private final Set<String> authors;
    private final Notices notices;
    private final Map<CardKey, Integer> lineOfQuestion = new HashMap<>();

    private CardReader(Set<String> authors, Notices notices) {
        this.authors = authors;
        this.notices = notices;
    }

    /** The cards without errors; errors are in {@code notices}. @param known names of authors */
    static List<CardText> read(List<CardLines> cards, Set<String> known, Notices notices) {
        var reader = new CardReader(authors(cards, known), notices);
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

    /** A name is an author's if it opens an answer on at least two cards of the file or is in {@code known}. */
    private static Set<String> authors(List<CardLines> cards, Set<String> known) {
        var authors = known.stream().map(CardReader::key).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (var card : cards) {
            var name = card.answer().isEmpty()
                    ? null
                    : nameIn(card.answer().getFirst().text());
            if (name != null && !seen.add(key(name))) {
                authors.add(key(name));
            }
        }
        return authors;
    }

    /** Null where the card has no answer line, and after an error, which is then in {@code notices}. */
    private @Nullable Answer answer(List<Line> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        var text = lines.stream().map(Line::text).collect(Collectors.joining("\n"));
        var author = nameIn(text);
        if (author != null && !authors.contains(key(author))) {
            notices.add(
                    NoticeCode.W_AUTHOR,
                    lines.getFirst(),
                    "'(" + author + ")' opens only this answer and is in no list of authors, so it stays in the text."
                            + " Give the name with the import if it is an author, or accept the warning.");
            author = null;
        }
        if (author != null) {
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

    private static @Nullable String nameIn(String text) {
        Matcher name = NAME.matcher(text);
        return name.lookingAt() ? name.group(1) : null;
    }

    private static String key(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    private static String stripBreaks(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '\n' || Line.isBlank(text.charAt(start)))) {
            start++;
        }
        return text.substring(start);
    }
}
