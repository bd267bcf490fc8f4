package dev.engram.gateway.adapter.token;

import com.mongodb.MongoException;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Secret;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.auth.AuthMappers;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whose a cookie or a personal access token is, without blocking. What the database said is used for five seconds, and for ten minutes
 * while it does not answer. Thread-safe.
 */
@Singleton
public class SessionLookup {
    private static final Duration FRESH = Revocations.POLL;
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final int MAX_CACHED = 4_096;
    /** Of secrets that are not known, looked up at a time: more than a class that comes at once, fewer than there are threads. */
    private static final int MAX_UNKNOWN = 64;

    private final Vertx vertx;
    private final Sessions sessions;

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

    SessionLookup(Vertx vertx, Sessions sessions) {
        this.vertx = vertx;
        this.sessions = sessions;
    }

    /**
     * Whose cookie or personal access token this is. Fails with a {@link ProblemException}: 401 if it is not good, 503 if the database
     * is needed and does not answer.
     */
    public Future<AuthenticatedCaller> find(Kind kind, String secret) {
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
        return found.orElseThrow(SessionLookup::unknown);
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
