package dev.engram.events;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A topic of a card: 1 to 64 characters in Unicode NFC, no white space or control characters. {@code ::} nests:
 * {@code ml::attention} lies in {@code ml}. Compared without case: use {@link #key()}.
 */
public record Tag(String value) {

    private static final String NEST = "::";

    public Tag {
        FieldCheck.text(value, "tag", 64);
        FieldCheck.that(Normalizer.isNormalized(value, Normalizer.Form.NFC), "tag must be in Unicode NFC: %s", value);
        FieldCheck.that(
                value.codePoints()
                        .noneMatch(c ->
                                Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)),
                "tag must not contain white space or control characters");
        FieldCheck.that(
                !(NEST + value + NEST).contains(NEST + NEST),
                "tag must have a name on each side of '::', was %s",
                value);
    }

    /** The tag that {@code text} means, brought to NFC. @throws IllegalArgumentException naming the rule it breaks */
    public static Tag of(String text) {
        return new Tag(Normalizer.normalize(FieldCheck.present(text, "tag"), Normalizer.Form.NFC));
    }

    /** What tags are compared by: the value without case. */
    public String key() {
        // upper, then lower: folds letters that lower case alone keeps apart, such as ß and final sigma
        return Normalizer.normalize(value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** This tag and the tags it lies in, innermost first: {@code a::b::c}, {@code a::b}, {@code a}. */
    public List<Tag> withAncestors() {
        var tags = new ArrayList<Tag>();
        tags.add(this);
        for (int cut = value.lastIndexOf(NEST); cut > 0; cut = value.lastIndexOf(NEST, cut - 1)) {
            tags.add(new Tag(value.substring(0, cut)));
        }
        return List.copyOf(tags);
    }

    /** Whether this is {@code other} or lies in it. */
    public boolean isWithin(Tag other) {
        return withAncestors().stream().anyMatch(tag -> tag.key().equals(other.key()));
    }

    @Override
    public String toString() {
        return value;
    }
}
