package dev.engram.projections;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is remembered of a context that was erased: SHA-256 of its key, in hexadecimal. The key of a learner is a random UUID,
 * which cannot be guessed from it.
 */
public final class ContextHash {

    private ContextHash() {}

    public static String of(String contextKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(contextKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
