package dev.engram.card.domain.text;

import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.events.CardContent.Answer;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads answers: who wrote it, whether it points to the source material, and what it says. */
final class AnswerText {

    private static final String PLACEHOLDER = "(See source material.)";
    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{Nd}\\-'’]*";
    private static final Pattern NAME = Pattern.compile("\\((" + WORD + "(?: " + WORD + "){0,2})\\) ");

    private final Set<String> authors;

    private AnswerText(Set<String> authors) {
        this.authors = authors;
    }

    /** A name is an author's if it opens an answer on at least two cards of the file or is in {@code known}. */
    static AnswerText forFile(List<CardLines> cards, Set<String> known) {
        var authors = known.stream().map(AnswerText::key).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (var card : cards) {
            var name = card.answer().isEmpty() ? null : nameIn(card.answer().getFirst().text());
            if (name != null && !seen.add(key(name))) {
                authors.add(key(name));
            }
        }
        return new AnswerText(authors);
    }

    /** Null where the card has no answer line, and after an error, which is then in {@code notices}. */
    @Nullable
    Answer read(List<Line> lines, Notices notices) {
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
        return withinLimits(author, text, seeSource, lines.getFirst(), notices);
    }

    private static @Nullable Answer withinLimits(
            @Nullable String author, String text, boolean seeSource, Line line, Notices notices) {
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
