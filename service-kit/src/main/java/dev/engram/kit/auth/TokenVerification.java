package dev.engram.kit.auth;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens as the library does, with the key that a token names, of {@link VerificationKeys}. Checking a signature takes
 * longer than recording a review, so what was found good is remembered until the token expires or its key is withdrawn.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class TokenVerification extends JWTCallerPrincipalFactory {

    /** One caller has one token at a time; some 3 KB each. */
    private static final int MOST_REMEMBERED = 1_024;

    private final VerificationKeys keys;
    private final Parser parser;

    // guarded by itself
    private final Map<String, Verified> verified = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param key with which the signature was checked, and {@code keyId} its id */
    private record Verified(JWTCallerPrincipal principal, String keyId, PublicKey key) {}

    TokenVerification(VerificationKeys keys) {
        this.keys = keys;
        this.parser = new Parser(keys);
    }

    private static final class Parser extends DefaultJWTTokenParser {
        private final VerificationKeys keys;

        Parser(VerificationKeys keys) {
            this.keys = keys;
        }

        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
            return (signature, _) -> {
                var key = keys.find(signature.getKeyIdHeaderValue());
                if (key == null) {
                    throw new UnresolvableKeyException("no key of this id");
                }
                return key;
            };
        }
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo info) throws ParseException {
        synchronized (verified) {
            var known = verified.get(token);
            if (known != null) {
                if (isGood(known)) {
                    return known.principal();
                }
                verified.remove(token); // why it is refused is found out again
            }
        }
        var parsed = parser.parse(token, info);
        var signature = parsed.getJoseObjects().getFirst();
        var principal = new DefaultJWTCallerPrincipal(token, signature.getHeader("typ"), parsed.getJwtClaims());
        remember(token, principal, signature.getKeyIdHeaderValue());
        return principal;
    }

    private void remember(String token, JWTCallerPrincipal principal, @Nullable String keyId) {
        var key = keys.find(keyId);
        if (keyId != null && key != null) {
            synchronized (verified) {
                verified.put(token, new Verified(principal, keyId, key));
            }
        }
    }

    /** Without the allowance for clocks: in its last seconds a token is checked every time. */
    private boolean isGood(Verified known) {
        return System.currentTimeMillis() / 1_000 < known.principal().getExpirationTime()
                && known.key().equals(keys.find(known.keyId()));
    }
}
