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
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** Checks tokens as the library does, with the key that a token names, of {@link VerificationKeys}. */
@Alternative
@Priority(1)
@ApplicationScoped
class TokenVerification extends JWTCallerPrincipalFactory {
    private final Parser parser;

    TokenVerification(VerificationKeys keys) {
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
        var parsed = parser.parse(token, info);
        return new DefaultJWTCallerPrincipal(
                token, parsed.getJoseObjects().getFirst().getHeader("typ"), parsed.getJwtClaims());
    }
}
