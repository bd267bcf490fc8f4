package dev.engram.gateway.adapter.http;

import com.mongodb.MongoException;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.connection.SameOrigin;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.application.session.Sessions;
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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, for every call of the gateway: by an access token, a personal access token or the cookie of a page. An access
 * token is checked without the database. What the database said of the others is used for five seconds, and for ten minutes while it
 * does not answer; what is revoked is refused in any case.
 */
@Singleton
class CallerResolution {
    static final String COOKIE = "__Host-engram";

    private static final String SCHEME = "Bearer ";
    /** Refusals of a client that has invented nothing. */
    private static final Set<String> HARMLESS = Set.of("token-missing", "token-expired");

    private static final Duration FRESH = Revocations.POLL;
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final int MAX_CACHED = 4_096;
    /** Of secrets that are not known, looked up at a time: more than a class that comes at once, fewer than there are threads. */
    private static final int MAX_UNKNOWN = 64;

    private final Vertx vertx;
    private final JWTParser parser;
    private final Sessions sessions;
    private final Revocations revocations;
    private final EntryBudgets budgets;
    private final ForbiddenCalls forbidden;

    private final AtomicInteger unknownLookups = new AtomicInteger();

    // guarded by itself; only what was found is kept
    private final Map<String, Found> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MAX_CACHED;
        }
    };

    /**
     * What the database said.
     *
     * @param atNanos when it was said
     * @param askedNanos when it was asked last, maybe without an answer
     */
    private record Found(AuthenticatedCaller caller, long atNanos, long askedNanos) {
        boolean isUsable() {
            return System.nanoTime() - atNanos < STALE.toNanos();
        }

        boolean isAskedLately() {
            return System.nanoTime() - askedNanos < FRESH.toNanos();
        }

        Found askedNow() {
            return new Found(caller, atNanos, System.nanoTime());
        }
    }

    CallerResolution(
            Vertx vertx,
            JWTParser parser,
            Sessions sessions,
            Revocations revocations,
            EntryBudgets budgets,
            ForbiddenCalls forbidden) {
        this.vertx = vertx;
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
        return request.headers().contains(HttpHeaders.AUTHORIZATION) || request.getCookie(COOKIE) != null;
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
        var cookie = request.getCookie(COOKIE);
        if (given.isEmpty() && cookie != null) {
            var page = lookup(Kind.PAGE, cookie.getValue());
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
        return token.startsWith(Secret.PERSONAL) ? lookup(Kind.TOKEN, token) : Future.succeededFuture(ofToken(token));
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

    private Future<AuthenticatedCaller> lookup(Kind kind, String secret) {
        if (!new Secret(secret).isOf(kind.prefix())) {
            return Future.failedFuture(unknown());
        }
        var known = known(secret);
        if (known != null && known.isAskedLately()) {
            return Future.succeededFuture(known.caller());
        }
        if (known == null) {
            // while the database does not answer, invented ones must not take all threads
            if (unknownLookups.incrementAndGet() > MAX_UNKNOWN) {
                unknownLookups.decrementAndGet();
                return Future.failedFuture(unavailable());
            }
            return ask(kind, secret, null).onComplete(_ -> unknownLookups.decrementAndGet());
        }
        return ask(kind, secret, known);
    }

    /** @param known what the database said before */
    private Future<AuthenticatedCaller> ask(Kind kind, String secret, @Nullable Found known) {
        return vertx.<Optional<AuthenticatedCaller>>executeBlocking(() -> sessions.find(kind, secret), false)
                .map(found -> kept(secret, Objects.requireNonNull(found)))
                .recover(failure -> known != null && failure instanceof MongoException
                        ? Future.succeededFuture(known.caller())
                        : Future.failedFuture(failure instanceof MongoException ? unavailable() : failure));
    }

    /** What is known of a secret. Only one request at a time asks for it again: while the database does not answer, the others go on. */
    private @Nullable Found known(String secret) {
        synchronized (cache) {
            var known = cache.get(secret);
            if (known == null || !known.isUsable()) {
                return null;
            }
            if (!known.isAskedLately()) {
                cache.put(secret, known.askedNow());
            }
            return known;
        }
    }

    private AuthenticatedCaller kept(String secret, Optional<AuthenticatedCaller> found) {
        synchronized (cache) {
            if (found.isEmpty()) {
                cache.remove(secret);
            } else {
                cache.put(secret, new Found(found.get(), System.nanoTime(), System.nanoTime()));
            }
        }
        return found.orElseThrow(CallerResolution::unknown);
    }

    private static ProblemException unknown() {
        return AuthMappers.invalid("The session or the personal access token has ended, or never was");
    }

    private static ProblemException unavailable() {
        return Problem.of(503, "store-unavailable", "The database cannot be used now")
                .withDetail("Sessions and personal access tokens cannot be checked; try again")
                .exception()
                .withHeader("Retry-After", "2");
    }
}
