package dev.engram.gateway.domain;

import java.util.regex.Pattern;

/** What an e-mail address must satisfy here; whether letters arrive is found out by sending them. */
public final class EmailAddress {
    public static final String RULE = "must be an e-mail address of at most 254 characters, such as ada@example.org";

    private static final int MAX_CHARACTERS = 254;
    /** No white space, no control characters: the address becomes a line of a letter. */
    private static final Pattern FORM = Pattern.compile(
            "[^\\s\\p{C}@<>,;:\"()\\[\\]\\\\]{1,64}@[^\\s\\p{C}@<>,;:\"()\\[\\]\\\\]+\\.[^\\s\\p{C}@<>,;:\"()\\[\\]\\\\.]{2,}");

    private EmailAddress() {}

    /** Whether {@code text} satisfies {@link #RULE}. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_CHARACTERS && FORM.matcher(text).matches();
    }
}
