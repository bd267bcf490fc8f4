package dev.engram.gateway.adapter.http;

import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.connection.SameOrigin;
import dev.engram.gateway.adapter.token.SessionLookup;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Routes;
import dev.engram.gateway.domain.Scope;
import dev.engram.gateway.domain.Secret;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.auth.AuthMappers;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, for every call of the gateway: by an access token, a personal access token or the cookie of a page. An access
 * token is checked without the database, the others by {@link SessionLookup}; what is revoked is refused in any case.
 */
@Singleton
class CallerResolution {
    private static final String SCHEME = "Bearer ";
    /** Refusals of a client that has invented nothing. */
    private static final Set<String> HARMLESS = Set.of("token-missing", "token-expired");

    private final JWTParser parser;
    private final SessionLookup sessions;
    private final Revocations revocations;
    private final EntryBudgets budgets;
    private final ForbiddenCalls forbidden;

    CallerResolution(
            JWTParser parser,
            SessionLookup sessions,
            Revocations revocations,
            EntryBudgets budgets,
            ForbiddenCalls forbidden) {
        this.parser = parser;
        this.sessions = sessions;
        this.revocations = revocations;
        this.budgets = budgets;
        this.forbidden = forbidden;
    }

    /** Whether the request carries a credential of any kind, for a call that needs one. */
    static boolean isNeeded(HttpServerRequest request) {
        return !Routes.isOpen(request.method().name(), String.valueOf(request.path())) && hasCredential(request);
    }

    private static boolean hasCredential(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.AUTHORIZATION) || request.getCookie(SameOrigin.COOKIE) != null;
    }

    /**
     * Fails with a {@link ProblemException}: 401 without a good credential, 403 where it does not cover the call, 503 if the database
     * is needed and does not answer. What fails is counted, by address or, where the credential is good, by account: 429 if it is one
     * too many.
     */
    Future<AuthenticatedCaller> resolve(RoutingContext context) {
        return caller(context.request()).recover(refused -> Future.failedFuture(counted(context, refused)));
    }

    private Future<AuthenticatedCaller> caller(HttpServerRequest request) {
        try {
            return credential(request).map(caller -> checked(caller, request));
        } catch (ProblemException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Throwable counted(RoutingContext context, Throwable failure) {
        try {
            if (failure instanceof ForbiddenCallException refused) {
                var learner = refused.caller().learnerId();
                forbidden.watch(context, learner);
                budgets.callers().count(context, learner.text());
            } else {
                var isHarmless = failure instanceof ProblemException refused
                        && HARMLESS.contains(refused.problem().slug());
                budgets.refusals().count(context, EntryBudgets.address(context), isHarmless);
            }
            return failure;
        } catch (ProblemException tooMany) {
            return tooMany;
        }
    }

    private Future<AuthenticatedCaller> credential(HttpServerRequest request) {
        var given = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        var cookie = request.getCookie(SameOrigin.COOKIE);
        if (given.isEmpty() && cookie != null) {
            var page = sessions.find(Kind.PAGE, cookie.getValue());
            return SameOrigin.isGiven(request)
                    ? page
                    : page.transform(looked -> Future.failedFuture(crossSite(looked.result())));
        }
        if (given.isEmpty() || !given.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw AuthMappers.missing();
        }
        if (given.size() > 1) {
            throw AuthMappers.invalid("The request carries two tokens");
        }
        var token = given.getFirst().substring(SCHEME.length()).strip();
        return token.startsWith(Secret.PERSONAL)
                ? sessions.find(Kind.TOKEN, token)
                : Future.succeededFuture(ofToken(token));
    }

    /** @param caller null where the cookie is not good */
    private ProblemException crossSite(@Nullable AuthenticatedCaller caller) {
        return caller == null || revocations.includes(caller)
                ? SameOrigin.problem().exception()
                : new ForbiddenCallException(SameOrigin.problem(), caller);
    }

    private AuthenticatedCaller checked(AuthenticatedCaller caller, HttpServerRequest request) {
        if (revocations.includes(caller)) {
            throw AuthMappers.invalid("The session has been ended; sign in again");
        }
        if (caller.isScript()) {
            var scope = Scope.of(request.method().name(), String.valueOf(request.path()));
            if (scope.isEmpty() || !caller.scopes().contains(scope.get())) {
                var problem = Problem.of(403, "scope-missing", "The personal access token does not cover this call")
                        .withDetail(scope.map(needed -> "It needs the scope " + needed.text())
                                .orElse("No personal access token is taken here; sign in"));
                throw new ForbiddenCallException(problem, caller);
            }
        }
        return caller;
    }

    private AuthenticatedCaller ofToken(String text) {
        try {
            var token = parser.parse(text);
            return new AuthenticatedCaller(
                    new LearnerId(Fields.uuid("sub", token.getSubject())),
                    token.getGroups(),
                    Kind.CLIENT,
                    Set.of(),
                    Fields.uuid("sid", token.getClaim("sid") instanceof String sid ? sid : null),
                    signOuts(token));
        } catch (ParseException refused) {
            throw AuthMappers.refusal(refused);
        } catch (ProblemException incomplete) {
            throw AuthMappers.invalid("The token names no learner or no session");
        }
    }

    private static long signOuts(JsonWebToken token) {
        @Nullable Object signOuts = token.getClaim("signOuts");
        return switch (signOuts) {
            case JsonNumber number -> number.longValue();
            case Number number -> number.longValue();
            case null, default -> throw Fields.invalid("signOuts", "must be given");
        };
    }
}
