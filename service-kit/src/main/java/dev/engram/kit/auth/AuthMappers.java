package dev.engram.kit.auth;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemMappers;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Refused tokens and missing roles as problem documents. */
@ApplicationScoped
public class AuthMappers {
    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class
    })
    public Response refused(Throwable refused) {
        return ProblemMappers.response(refusal(refused));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException refused) {
        return ProblemMappers.response(Problem.ofStatus(403)
                .withDetail("The token does not grant the role that this needs")
                .exception());
    }

    /** What a refusal by the token check means. Neither the token itself nor the cause is answered. */
    public static ProblemException refusal(Throwable refused) {
        var cause = jwtFailure(refused);
        if (cause != null && cause.hasExpired()) {
            return expired();
        }
        return refused instanceof UnauthorizedException && cause == null
                ? missing()
                : invalid("The token was not signed by this installation, or is damaged");
    }

    private static @Nullable InvalidJwtException jwtFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException jwt) {
                return jwt;
            }
        }
        return null;
    }

    // A client has to distinguish these: it gets a new token for an expired one, a person signs in for the others.

    /** The refusal of a request without a token. */
    public static ProblemException missing() {
        var problem = Problem.of(401, "token-missing", "Sign in first")
                .withDetail("The request carries no token")
                .withField("Authorization", "Bearer, then a token from POST /api/v1/tokens");
        return challenge(problem, "");
    }

    static ProblemException expired() {
        var problem = Problem.of(401, "token-expired", "The token has expired")
                .withDetail("Sign in again")
                .withField("Authorization", "a token that has not expired");
        return challenge(problem, ", error=\"invalid_token\", error_description=\"expired\"");
    }

    /** The refusal of a token; {@code detail} says why, for a person. */
    public static ProblemException invalid(String detail) {
        var problem = Problem.of(401, "token-invalid", "The token is not valid")
                .withDetail(detail)
                .withField("Authorization", "a token signed by this installation");
        return challenge(problem, ", error=\"invalid_token\"");
    }

    private static ProblemException challenge(Problem problem, String error) {
        return problem.exception().withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"" + error);
    }
}
