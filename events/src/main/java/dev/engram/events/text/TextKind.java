package dev.engram.events.text;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of text and the characters that each may contain. Of every kind refused: control characters other than those
 * named here, U+2028 and U+2029, half a surrogate pair, characters that Unicode (in the version of the Java runtime) does not
 * assign, private use, bidi embeddings and overrides (U+202A to U+202E, which can make a text read other than it is stored;
 * isolates do their work), the byte order mark, and a text in which nothing can be seen.
 *
 * <table>
 * <caption>What is allowed where</caption>
 * <tr><th></th><th>TEXT</th><th>TITLE</th><th>NAME</th><th>TAG</th></tr>
 * <tr><td>line feed, tab</td><td>yes</td><td>no</td><td>no</td><td>no</td></tr>
 * <tr><td>U+200E, U+200F, U+061C: direction marks</td><td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>U+2066 to U+2069: bidi isolates, each closed on its line</td><td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>U+00AD soft hyphen, U+200B zero width space, U+2060 to U+2064, which copied text and formulas bring: between
 * characters that are seen</td><td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>U+200C, U+200D, U+180E: joiners after a letter</td><td>yes</td><td>yes</td>
 * <td colspan="2">after letters of scripts that need them</td></tr>
 * <tr><td>U+200D between emoji, flags by tag characters</td><td>yes</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>variation selectors after a character that is seen</td><td>yes</td><td>yes</td>
 * <td colspan="2">not where they change nothing: after letters such as a, and after digits outside keycaps</td></tr>
 * <tr><td>U+115F, U+1160, U+3164, U+FFA0 fillers, U+034F, U+2800</td><td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * NAME and TAG are what things are recognised by: two of them that look alike are to be equal.
 */
public enum TextKind {
    /** Several lines to read, such as a question or an answer. */
    TEXT,
    /** One line to read, such as the title of a source. */
    TITLE,
    /** One line that something goes by, such as a segment of a path or an author. */
    NAME,
    /** A tag; the shape of its parts and its lack of white space are checked by {@link dev.engram.events.Tag}. */
    TAG;

    /**
     * A character that the kind does not allow.
     *
     * @param character its place in the text, in code points from 1
     * @param rule what the text must satisfy, with the character and its place: "must not have …"
     */
    public record Fault(int character, String rule) {}

    /** The first fault of {@code text}, or null where the kind allows it. Lengths are not looked at. */
    public @Nullable Fault fault(String text) {
        return new TextScan(this, text).fault();
    }

    boolean hasLineBreaks() {
        return this == TEXT;
    }

    /** Whether characters that are not seen are allowed where they only help to read. */
    boolean isProse() {
        return this == TEXT || this == TITLE;
    }
}
