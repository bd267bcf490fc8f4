package dev.engram.gateway.domain;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A password as it is checked and hashed: in Unicode normal form C, so that one typed on another keyboard is the same, and with
 * nothing else folded. Full-width letters are other letters than narrow ones.
 *
 * @param text normalized
 */
public record Password(String text) {
    /** Fewest characters, in code points, of a password that is set. */
    public static final int MIN_CHARACTERS = 10;
    /** Most characters, in code points, of any password. */
    public static final int MAX_CHARACTERS = 128;

    private static final int FEWEST_DIFFERENT = 5;

    /** What somebody typed, normalized. */
    public static Password typed(String text) {
        return new Password(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** Whether this can be the password of an account at all; what cannot is refused without being hashed as it is. */
    public boolean isReadable() {
        return count() <= MAX_CHARACTERS && text.codePoints().allMatch(Password::isAllowed);
    }

    /** The rule that this breaks as a new password of {@code username}, or null. Common passwords are looked up elsewhere. */
    public @Nullable String fault(String username) {
        if (count() < MIN_CHARACTERS || count() > MAX_CHARACTERS) {
            return "must be " + MIN_CHARACTERS + " to " + MAX_CHARACTERS + " characters";
        }
        if (!isReadable()) {
            return "must not have control characters or characters that Unicode does not assign";
        }
        if (text.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            return "must have at least " + FEWEST_DIFFERENT + " different characters";
        }
        // a very short name is in many good passwords
        return username.length() >= FEWEST_DIFFERENT && lowerCase().contains(username)
                ? "must not contain the username"
                : null;
    }

    /** The text in small letters. */
    public String lowerCase() {
        return text.toLowerCase(Locale.ROOT);
    }

    private int count() {
        return text.codePointCount(0, text.length());
    }

    /** NUL ends the text for some hash functions; an unassigned character can have another normal form in a later Unicode. */
    private static boolean isAllowed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "password";
    }
}
