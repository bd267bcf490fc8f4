package dev.engram.gateway.adapter.http;

import dev.engram.events.LearnerId;
import dev.engram.kit.auth.AuthMappers;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.ProblemException;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Whose request it is. The services check the token again; here nothing is read or asked for a stranger. */
@Singleton
class TokenCheck {
    private static final String SCHEME = "Bearer ";

    private final JWTParser parser;

    TokenCheck(JWTParser parser) {
        this.parser = parser;
    }

    /** @throws ProblemException 401 without a valid token */
    LearnerId caller(HttpServerRequest request) {
        var credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (credentials.isEmpty() || !credentials.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw AuthMappers.missing();
        }
        if (credentials.size() > 1) {
            throw AuthMappers.invalid("The request carries two tokens");
        }
        try {
            var token = parser.parse(
                    credentials.getFirst().substring(SCHEME.length()).strip());
            return new LearnerId(Fields.uuid("sub", token.getSubject()));
        } catch (ParseException refused) {
            throw AuthMappers.refusal(refused);
        } catch (ProblemException noUuid) {
            throw AuthMappers.invalid("The token names no learner");
        }
    }
}
