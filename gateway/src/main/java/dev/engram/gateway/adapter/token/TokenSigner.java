package dev.engram.gateway.adapter.token;

import dev.engram.gateway.domain.Account;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Signs the tokens that every service checks: ES256, issuer and audience {@code engram}, the pseudonym as subject. */
public final class TokenSigner {
    private static final int P256_BITS = 256;
    private static final String REMEDY =
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem, and for the services"
                    + " openssl pkey -in private.pem -pubout -out public.pem";

    /** How long a token is good for. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final PrivateKey key;

    /** @param key of the curve P-256 */
    public TokenSigner(PrivateKey key) {
        this.key = key;
    }

    /** A token, and when it ends. */
    public record SignedToken(String token, Instant expiresAt) {}

    /** A token for {@code account}, good from {@code now} on. */
    public SignedToken sign(Account account, Instant now) {
        var issued = now.truncatedTo(ChronoUnit.SECONDS);
        var expires = issued.plus(LIFETIME);
        var token = Jwt.issuer("engram")
                .audience("engram")
                .subject(account.learnerId().text())
                .groups(account.roles())
                .issuedAt(issued)
                .expiresAt(expires)
                .claim("jti", UUID.randomUUID().toString())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key);
        return new SignedToken(token, expires);
    }

    /**
     * @param file a key of the curve P-256 as PKCS #8 in PEM
     * @throws IllegalArgumentException saying what is wrong with the file and how to make one
     */
    public static PrivateKey readKey(Path file) {
        var key = parse(file);
        if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
            return key;
        }
        throw new IllegalArgumentException(message(file, "holds a key of another curve"));
    }

    /** What to throw where no file is named. */
    public static IllegalArgumentException keyNotSet() {
        return new IllegalArgumentException(
                "engram.gateway.signing-key is not set (environment: ENGRAM_GATEWAY_SIGNING_KEY);"
                        + " remedy: name the file of a private key, made with " + REMEDY);
    }

    private static PrivateKey parse(Path file) {
        try {
            return KeyUtils.decodePrivateKey(Files.readString(file), SignatureAlgorithm.ES256);
        } catch (IOException e) {
            throw new IllegalArgumentException(message(file, "cannot be read"), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(message(file, "holds no private key of an elliptic curve"), e);
        }
    }

    private static String message(Path file, String what) {
        return "engram.gateway.signing-key: %s %s; remedy: %s".formatted(file, what, REMEDY);
    }
}
