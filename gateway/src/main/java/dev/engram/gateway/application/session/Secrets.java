package dev.engram.gateway.application.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Credentials that are looked up: a prefix by which scanners find them and 32 random bytes. Only hashes of them are kept. */
final class Secrets {
    static final String REFRESH = "egr_";
    static final String PAGE = "egs_";
    static final String PERSONAL = "egp_";

    private static final int BYTES = 32;
    private static final int HALF = BYTES / 2;
    private static final int TEXT = 43;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Secrets() {}

    static String random(String prefix) {
        return prefix + BASE64.encodeToString(randomBytes(BYTES));
    }

    static String salt() {
        return BASE64.encodeToString(randomBytes(BYTES));
    }

    private static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static String hash(String secret) {
        return BASE64.encodeToString(sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** The hash of the half of a refresh token that all tokens of one session share; empty if this is no refresh token. */
    static Optional<String> familyHash(String token) {
        return bytes(token).map(bytes -> BASE64.encodeToString(sha256(Arrays.copyOf(bytes, HALF))));
    }

    /**
     * The refresh token that follows {@code token}: the same half of the session, then what only the token and the salt together
     * give. So whoever repeats a token gets the same successor, and no token is stored.
     */
    static String successor(String token, String salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            var fresh = mac.doFinal(token.getBytes(StandardCharsets.US_ASCII));
            var next = bytes(token).orElseThrow();
            System.arraycopy(fresh, 0, next, HALF, HALF);
            return REFRESH + BASE64.encodeToString(next);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC", e);
        }
    }

    private static Optional<byte[]> bytes(String token) {
        if (!token.startsWith(REFRESH) || token.length() != REFRESH.length() + TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(token.substring(REFRESH.length())));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
