package dev.engram.gateway.application.session;

import dev.engram.gateway.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a refresh token follows another: all tokens of a session share their first half, by whose digest the session is found, and
 * each gives the next one.
 */
final class RefreshTokens {
    private static final int HALF = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private RefreshTokens() {}

    /** For {@link #successor}, not to be guessed. */
    static String salt(RandomGenerator random) {
        var bytes = new byte[2 * HALF];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** The digest of the half that all tokens of one session share; empty if this is no refresh token. */
    static Optional<String> familyDigest(String token) {
        return bytes(token).map(bytes -> Secret.digest(BASE64.encodeToString(Arrays.copyOf(bytes, HALF))));
    }

    /**
     * The refresh token that follows {@code token}: the same half of the session, then what only the token and the salt together
     * give. So whoever repeats a token gets the same successor, and no token is stored.
     */
    static String successor(String token, String salt) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            var fresh = mac.doFinal(token.getBytes(StandardCharsets.US_ASCII));
            var next = bytes(token).orElseThrow();
            System.arraycopy(fresh, 0, next, HALF, HALF);
            return Secret.REFRESH + BASE64.encodeToString(next);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC", e);
        }
    }

    private static Optional<byte[]> bytes(String token) {
        return new Secret(token).isOf(Secret.REFRESH)
                ? Optional.of(Base64.getUrlDecoder().decode(token.substring(Secret.REFRESH.length())))
                : Optional.empty();
    }
}
