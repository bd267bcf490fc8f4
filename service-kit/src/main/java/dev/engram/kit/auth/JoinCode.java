package dev.engram.kit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A word that lets a person join a private deck or a cohort: 60 random bits in Crockford's alphabet, which has no I, L, O and U.
 *
 * @param text 12 characters, without hyphens
 */
public record JoinCode(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public JoinCode {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a join code has 12 characters of " + ALPHABET);
        }
    }

    /** @param random cryptographically strong */
    public static JoinCode of(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new JoinCode(text.toString());
    }

    /** A code as a person typed it: case, hyphens and spaces do not matter, O is 0, I and L are 1. Empty if it is none. */
    public static Optional<JoinCode> parse(String typed) {
        var plain = typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(plain).matches() ? Optional.of(new JoinCode(plain)) : Optional.empty();
    }

    /** What is stored of it: its SHA-256. */
    public String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** As people read it: {@code 7K2M-9QXD-04TB}. */
    public String shown() {
        return text.substring(0, GROUP) + "-" + text.substring(GROUP, 2 * GROUP) + "-" + text.substring(2 * GROUP);
    }

    /** Without the code, so that no log has it. */
    @Override
    public String toString() {
        return "join code";
    }
}
