package dev.engram.card.domain.text;

import dev.engram.events.Tag;
import dev.engram.events.text.TextKind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shape that distinguishes a line of tags from prose. */
final class TagsLine {

    private static final int MAX_TOKENS = 12;
    private static final int MAX_CHARACTERS = 64;
    /** No token with more of these has as few characters as a tag, whatever NFC makes of it. */
    private static final int MOST_CHARS = 20 * MAX_CHARACTERS;

    private static final String TOO_LONG = "is longer than " + MAX_CHARACTERS + " characters";
    private static final Pattern TOKEN = Pattern.compile("[^ ]+");
    /** Combining marks and the joiners ZWNJ and ZWJ belong to the letter before them. */
    private static final Pattern LETTERS = Pattern.compile("(?:\\p{L}[\\p{M}\\u200C\\u200D]*+|\\p{Nd})++");

    private static final Pattern PART_ENDS = Pattern.compile("-|_|::");
    private static final Pattern NOT_IN_TAGS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}\\u200C\\u200D]+");
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "if", "in", "is", "it", "of", "on", "or",
            "than", "that", "the", "then", "this", "to", "was", "with");

    private TagsLine() {}

    static boolean isTagShaped(String line) {
        return fault(line) == null;
    }

    /** Why {@code line} is not a line of tags, naming the token and the rule; null if it is one. */
    static @Nullable String fault(String line) {
        int count = 0;
        for (var tokens = TOKEN.matcher(line); tokens.find(); ) {
            if (++count > MAX_TOKENS) {
                return "it has more than " + MAX_TOKENS + " words and a card has 1 to " + MAX_TOKENS + " tags";
            }
            var fault = faultOf(tokens.group());
            if (fault != null) {
                return "'" + start(tokens.group()) + "' " + fault;
            }
        }
        return count == 0 ? "it is empty" : null;
    }

    private static String start(String token) {
        return DeckFileLimits.characters(token) <= MAX_CHARACTERS
                ? token
                : token.substring(0, token.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }

    private static @Nullable String faultOf(String token) {
        if (token.length() > MOST_CHARS) {
            return TOO_LONG;
        }
        // tags are kept in NFC, so the shape is that of the NFC form: a decomposed é is one letter
        var tag = Normalizer.normalize(token, Normalizer.Form.NFC);
        if (FUNCTION_WORDS.contains(tag)) {
            return "is a word of prose, not a tag";
        }
        if (DeckFileLimits.characters(tag) > MAX_CHARACTERS) {
            return TOO_LONG;
        }
        if (tag.codePoints().noneMatch(Character::isLetter)) {
            return "has no letter";
        }
        for (var part : PART_ENDS.split(tag, -1)) {
            var fault = faultOfPart(part);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String faultOfPart(String part) {
        if (part.isEmpty()) {
            return "has nothing on one side of '-', '_' or '::'";
        }
        if (!LETTERS.matcher(part).matches()) {
            return "has a character other than letters, digits, '-', '_' and '::'";
        }
        long capitals = part.codePoints()
                .filter(c -> Character.isUpperCase(c) || Character.isTitleCase(c))
                .count();
        if (capitals == 1 && part.codePoints().noneMatch(Character::isDigit)) {
            return "has a single capital letter; write it in lower case";
        }
        return null;
    }

    /** The tags of a tag-shaped line in their order; a repeated one is dropped with a warning. */
    static List<Tag> read(Line line, Notices notices) {
        var tags = new ArrayList<Tag>();
        var keys = new HashSet<String>();
        var tokens = TOKEN.matcher(line.text());
        while (tokens.find()) {
            var tag = Tag.of(tokens.group());
            notices.addFault(TextKind.TAG, tokens.group(), line, tokens.start());
            if (keys.add(tag.key())) {
                tags.add(tag);
            } else {
                notices.add(
                        NoticeCode.W_DUP_TAG,
                        line,
                        tokens.start(),
                        "A card has a tag once, upper and lower case are the same; the repeated '" + tag
                                + "' is dropped. Remove it from the line.");
            }
        }
        return tags;
    }

    /** A tag that a line of tags can carry and that says nearly the same. */
    static Tag slug(Tag tag) {
        var words = NOT_IN_TAGS.matcher(tag.value().toLowerCase(Locale.ROOT)).replaceAll("-");
        var slug = "";
        for (var word : words.split("-+")) {
            var longer = slug.isEmpty() ? word : slug + "-" + word;
            slug = faultOf(longer) == null || slug.isEmpty() ? longer : slug;
        }
        return Tag.of(faultOf(slug) == null ? slug : faultOf("tag-" + slug) == null ? "tag-" + slug : "tag");
    }
}
