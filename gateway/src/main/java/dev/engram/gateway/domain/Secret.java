package dev.engram.gateway.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A secret that this installation gives away, such as the one in a link: 32 random bytes after a prefix by which scanners find it
 * where it should not be. Of each only the digest is kept.
 */
public record Secret(String text) {
    /** Of an invitation. */
    public static final String INVITATION = "egi_";
    /** Of a password reset. */
    public static final String PASSWORD_RESET = "egw_";
    /** Of a client, for the next access token. */
    public static final String REFRESH = "egr_";
    /** Of a page's session. */
    public static final String PAGE = "egs_";
    /** Of a script. */
    public static final String PERSONAL = "egp_";
    /** That shows an erasure. */
    public static final String ERASURE = "ege_";
    /** Of a device from which somebody has signed in. */
    public static final String DEVICE = "egd_";

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("eg[a-z]_[A-Za-z0-9_-]{43}");

    /** A new one. @param random must not be guessed */
    public static Secret of(String prefix, RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether this looks like one of that kind. */
    public boolean isOf(String prefix) {
        return text.startsWith(prefix) && FORM.matcher(text).matches();
    }

    /** What is kept of it. */
    public String digest() {
        return digest(text);
    }

    /** SHA-256 in base64url. */
    public static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Only the prefix. */
    @Override
    public String toString() {
        return text.substring(0, Math.min(4, text.length())) + "…";
    }
}
