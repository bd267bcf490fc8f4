package dev.engram.gateway.adapter.token;

import dev.engram.gateway.domain.Account;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Signs the tokens that every service checks: ES256, issuer and audience {@code engram}, the pseudonym as subject. */
public final class TokenSigner {
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
}
