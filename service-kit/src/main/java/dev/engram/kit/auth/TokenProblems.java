package dev.engram.kit.auth;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;

/** The three ways of not being signed in, told apart: a client gets a new token for an expired one, and a person for the others. */
final class TokenProblems {
    private TokenProblems() {}

    static ProblemException missing() {
        return new ProblemException(
                Problem.of(401, "token-missing", "Sign in first")
                        .withDetail("The request carries no token")
                        .withField("Authorization", "Bearer, then a token from POST /api/v1/tokens"),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\""));
    }

    static ProblemException expired() {
        return new ProblemException(
                Problem.of(401, "token-expired", "The token has expired")
                        .withDetail("Sign in again")
                        .withField("Authorization", "a token that has not expired"),
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"engram\", error=\"invalid_token\", error_description=\"expired\""));
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(
                Problem.of(401, "token-invalid", "The token is not valid")
                        .withDetail(detail)
                        .withField("Authorization", "a token signed by this installation"),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\", error=\"invalid_token\""));
    }

    static Problem forbidden() {
        return Problem.of(403, "forbidden", "Not allowed")
                .withDetail("The token does not grant the role that this needs");
    }
}
