package dev.engram.kit.auth;

import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemMappers;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Refused tokens and missing roles as problem documents. */
@ApplicationScoped
public class AuthMappers {
    private final ProblemMappers problems;

    AuthMappers(ProblemMappers problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class
    })
    public Response refused(Throwable refused) {
        return problems.problem(refusal(refused));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException refused) {
        return problems.problem(TokenProblems.forbidden().exception());
    }

    /** What a refusal by the token check means. Neither the token itself nor the cause is answered. */
    static ProblemException refusal(Throwable refused) {
        var cause = jwtFailure(refused);
        if (cause != null && cause.hasExpired()) {
            return TokenProblems.expired();
        }
        return refused instanceof UnauthorizedException && cause == null
                ? TokenProblems.missing()
                : TokenProblems.invalid("The token was not signed by this installation, or is damaged");
    }

    private static @Nullable InvalidJwtException jwtFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException jwt) {
                return jwt;
            }
        }
        return null;
    }
}
