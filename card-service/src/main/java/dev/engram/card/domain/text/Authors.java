package dev.engram.card.domain.text;

import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that are taken for authors of answers where they open one in brackets: those given with the file, in any script and
 * length, and those of one to three capitalised words that open the answers of at least two cards.
 */
final class Authors {

    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{Nd}\\-'’]*";
    private static final Pattern NAME = Pattern.compile("\\((" + WORD + "(?: " + WORD + "){0,2})\\)[ \\n]");
    private static final int LONGEST = 4 * DeckFileLimits.AUTHOR_CHARACTERS;
    /** A given name may hold brackets of its own; this many ends of a name are tried. */
    private static final int ENDS = 3;

    private final Set<String> keys;

    private Authors(Set<String> keys) {
        this.keys = keys;
    }

    /** @param given names that are authors although they open only one answer */
    static Authors of(List<CardLines> cards, Collection<String> given) {
        var keys = given.stream().map(Authors::key).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (var card : cards) {
            // a name alone on the first line counts where more follows
            var answer = card.answer();
            var name = answer.isEmpty() ? null : nameLike(answer.getFirst().text() + (answer.size() > 1 ? "\n" : ""));
            if (name != null && !seen.add(key(name))) {
                keys.add(key(name));
            }
        }
        return new Authors(keys);
    }

    /** The authors of these cards that are taken for such only if they are given with a file, each once, in order. */
    static List<String> toBeGiven(List<CardContent> cards) {
        var names = cards.stream()
                .map(CardContent::answer)
                .filter(Objects::nonNull)
                .map(Answer::author)
                .filter(Objects::nonNull)
                .toList();
        var answers = names.stream().collect(Collectors.groupingBy(Authors::key, Collectors.counting()));
        return names.stream()
                .distinct()
                .filter(name -> answers.getOrDefault(key(name), 0L) < 2 || nameLike("(" + name + ") ") == null)
                .toList();
    }

    /** Why these cannot be given with a file; null if they can. */
    static @Nullable String whyNotGiven(List<String> names) {
        for (var name : names) {
            if (name.contains(",")) {
                return "The author '" + name + "' has a comma, and names given with a file are joined with commas;"
                        + " write the name without.";
            }
        }
        return names.size() > DeckFileLimits.AUTHORS
                        || encodedLength(String.join(",", names)) > DeckFileLimits.AUTHORS_BYTES
                ? "The deck has " + names.size() + " authors who must be given with its file, and at most "
                        + DeckFileLimits.AUTHORS + " names of " + DeckFileLimits.AUTHORS_BYTES
                        + " bytes, encoded for an address, can be; remove authors or split the deck."
                : null;
    }

    /** As application/x-www-form-urlencoded: three characters for a byte that is not kept as it is. */
    private static int encodedLength(String text) {
        int length = 0;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isKept = next >= 0 && (Character.isLetterOrDigit(next) || " .-*_".indexOf(next) >= 0);
            length += isKept ? 1 : 3;
        }
        return length;
    }

    /** The name at the beginning of {@code answer} that has the shape of an author's, known or not. */
    static @Nullable String nameLike(String answer) {
        var name = NAME.matcher(answer);
        return name.lookingAt() ? name.group(1) : null;
    }

    /** The author who opens {@code answer}, as it is written there. */
    @Nullable
    String openedBy(String answer) {
        if (!answer.startsWith("(")) {
            return null;
        }
        int end = 0;
        for (int i = 0; i < ENDS; i++) {
            end = answer.indexOf(')', end + 1);
            if (end < 0 || end + 1 >= answer.length() || end > LONGEST) {
                return null;
            }
            char next = answer.charAt(end + 1);
            var name = answer.substring(1, end);
            if ((next == ' ' || next == '\n') && keys.contains(key(name))) {
                return name;
            }
        }
        return null;
    }

    /** What names are compared by: Unicode NFC. */
    static String key(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }
}
