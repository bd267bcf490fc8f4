package dev.engram.kit.auth;

import dev.engram.events.LearnerId;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.ProblemException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who calls, from the token of the request and from nothing else. Works in any resource; one that
 * must not be called without a token also says {@code @Authenticated} or {@code @RolesAllowed}.
 */
@RequestScoped
public class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The learner (an author is one too), a pseudonym.
     *
     * @throws UnauthorizedException without a token: answered as 401
     * @throws ProblemException if the token names no learner: answered as 401
     */
    public LearnerId learnerId() {
        try {
            var principal = identity.getPrincipal();
            if (identity.isAnonymous()) {
                throw new UnauthorizedException();
            }
            var name = principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
            return new LearnerId(Fields.uuid("sub", name));
        } catch (ProblemException noUuid) {
            throw AuthMappers.invalid("The token names no learner");
        }
    }

    /** Whether the caller has a role. @param role one of {@link Role} */
    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }

    /** The token as it came, to hand on to another service of ours. */
    public String bearer() {
        return token().getRawToken();
    }

    /** Who calls, to be asked about at another service of ours. */
    public CallerToken withToken() {
        return new CallerToken(learnerId(), bearer());
    }

    /** When the token of the request ends. */
    public Instant validUntil() {
        return Instant.ofEpochSecond(token().getExpirationTime());
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new UnauthorizedException();
    }
}
