package dev.engram.card.domain.text;

import dev.engram.events.Tag;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shape that distinguishes a line of tags from prose. */
final class TagsLine {

    private static final int MAX_TOKENS = 12;
    private static final int MAX_CHARACTERS = 64;
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern PART_ENDS = Pattern.compile("-|_|::");
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "if", "in", "is", "it", "of", "on", "or",
            "than", "that", "the", "then", "this", "to", "was", "with");

    private TagsLine() {}

    static boolean isTagShaped(String line) {
        return fault(line) == null;
    }

    /** Why {@code line} is not a line of tags, naming the token and the rule; null if it is one. */
    static @Nullable String fault(String line) {
        var tokens = SPACES.split(line);
        if (tokens.length > MAX_TOKENS) {
            return "it has " + tokens.length + " words and a card has 1 to " + MAX_TOKENS + " tags";
        }
        for (var token : tokens) {
            var fault = faultOf(token);
            if (fault != null) {
                return "'" + token + "' " + fault;
            }
        }
        return null;
    }

    private static @Nullable String faultOf(String token) {
        // tags are kept in NFC, so the shape is that of the NFC form: a decomposed é is one letter
        var tag = Normalizer.normalize(token, Normalizer.Form.NFC);
        if (FUNCTION_WORDS.contains(tag)) {
            return "is a word of prose, not a tag";
        }
        if (DeckFileLimits.characters(tag) > MAX_CHARACTERS) {
            return "is longer than " + MAX_CHARACTERS + " characters";
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
        if (!part.codePoints().allMatch(c -> Character.isLetter(c) || Character.isDigit(c))) {
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
        var tokens = Pattern.compile("[^ ]+").matcher(line.text());
        while (tokens.find()) {
            var tag = Tag.of(tokens.group());
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
}
