package dev.engram.kit.auth;

import dev.engram.kit.problem.HttpProblems;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;

/** The three ways of not being signed in, which a client has to distinguish: a client gets a new token for an expired one, and a person for the others. */
final class TokenProblems {
    private TokenProblems() {}

    static ProblemException missing() {
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

    static ProblemException invalid(String detail) {
        var problem = Problem.of(401, "token-invalid", "The token is not valid")
                .withDetail(detail)
                .withField("Authorization", "a token signed by this installation");
        return challenge(problem, ", error=\"invalid_token\"");
    }

    private static ProblemException challenge(Problem problem, String error) {
        return problem.exception().withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"" + error);
    }

    static Problem forbidden() {
        return HttpProblems.of(403).withDetail("The token does not grant the role that this needs");
    }
}
