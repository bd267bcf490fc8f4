package dev.engram.kit.auth;

import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.StartupCheck;
import dev.engram.kit.health.Unready;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemResponses;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys with which tokens are checked: read at start, again and again, and when a token names one that is not known. What
 * was read last holds while the source cannot be read. Thread-safe.
 */
@ApplicationScoped
public class VerificationKeys {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeys.class);
    private static final String LOCATION = "mp.jwt.verify.publickey.location";
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_HEADER = 1_000;
    /** After the checks of hosts and lengths. */
    private static final int ORDER = Integer.MIN_VALUE + 2;

    /** How soon a key that was withdrawn is refused; new ones are read when a token names them. */
    private static final Duration REFRESH = Duration.ofSeconds(10);
    /** While there is no key, since the service cannot be used until then. */
    private static final Duration BEFORE_THE_FIRST = Duration.ofMillis(500);
    /** Tokens with invented key ids make the source be read this often at most. */
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final @Nullable KeySource source;
    private final Readiness readiness;
    private volatile Map<String, PublicKey> keys = Map.of();
    private volatile String failure = "the keys have not been read yet";

    // both guarded by this
    private @Nullable Future<?> reading;
    private long readAt;

    VerificationKeys(
            Vertx vertx,
            Instance<KeySource> own,
            @ConfigProperty(name = LOCATION) Optional<String> location,
            Readiness readiness) {
        this.vertx = vertx;
        this.source =
                own.isResolvable() ? own.get() : location.map(KeyLocation::new).orElse(null);
        this.readiness = readiness;
    }

    void start(@Observes StartupEvent started) {
        if (source == null) {
            refuse(LOCATION + " (environment: MP_JWT_VERIFY_PUBLICKEY_LOCATION) is not set");
            return;
        }
        readiness.require(
                "keys",
                () -> keys.isEmpty()
                        ? new Unready(
                                "no key to check tokens with: " + failure,
                                "start the gateway, or name its address in " + LOCATION)
                        : null);
        if (source.mayComeLater()) {
            keepReading();
            return;
        }
        read();
        if (!keys.isEmpty()) {
            readLater();
        } else if (source instanceof KeyLocation) {
            refuse(LOCATION + ": " + failure);
        } else {
            StartupCheck.refuse(failure);
        }
    }

    private void keepReading() {
        readAgain().onComplete(_ -> readLater());
    }

    private void readLater() {
        vertx.setTimer((keys.isEmpty() ? BEFORE_THE_FIRST : REFRESH).toMillis(), _ -> keepReading());
    }

    private static void refuse(String what) {
        StartupCheck.refuse(
                what + "; remedy: set " + LOCATION
                        + " to the gateway's address of keys, http://GATEWAY/.well-known/jwks.json, or to a PEM file of its public key");
    }

    /** Whether there are keys now. */
    private boolean read() {
        try {
            var read = Map.copyOf(requireSource().read());
            if (!read.keySet().equals(keys.keySet())) {
                LOG.atInfo().addKeyValue("keys", read.size()).log("keys of tokens are there");
            }
            keys = read;
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            LOG.atLevel(keys.isEmpty() ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN)
                    .addKeyValue("reason", failure)
                    .log("keys of tokens cannot be read");
        }
        synchronized (this) {
            readAt = System.nanoTime();
        }
        return !keys.isEmpty();
    }

    private KeySource requireSource() {
        if (source == null) {
            throw new IllegalStateException("checked at start");
        }
        return source;
    }

    private synchronized Future<?> readAgain() {
        if (reading == null || reading.isComplete()) {
            var justRead = System.nanoTime() - readAt < BETWEEN_READS.toNanos() && !keys.isEmpty();
            if (justRead) {
                return Future.succeededFuture(true);
            }
            reading = vertx.executeBlocking(this::read);
        }
        return reading;
    }

    /** The key of this id; null if there is none. */
    public @Nullable PublicKey find(@Nullable String id) {
        return id == null ? null : keys.get(id);
    }

    /** A token may name a key that is new: it is read before the token is checked, on no event loop. */
    void routes(@Observes Router router) {
        router.route().order(ORDER).handler(this::check);
    }

    private void check(RoutingContext context) {
        var id = keyId(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (id == null || find(id) != null) {
            context.next();
            return;
        }
        readAgain().onComplete(_ -> {
            if (keys.isEmpty()) {
                var problem = Problem.of(503, "keys-unavailable", "Tokens cannot be checked now")
                        .withDetail(
                                "This service has not read the gateway's keys yet; the operator starts the gateway");
                ProblemResponses.send(context, problem, Map.of("Retry-After", "2"));
            } else {
                context.next();
            }
        });
    }

    /** The key that a JWT names, unchecked; null if this is none or names none. */
    private static @Nullable String keyId(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = authorization.substring(SCHEME.length()).strip();
        var end = token.indexOf('.');
        if (end <= 0 || end > LONGEST_HEADER) {
            return null;
        }
        try {
            var header = new JsonObject(
                    io.vertx.core.buffer.Buffer.buffer(Base64.getUrlDecoder().decode(token.substring(0, end))));
            return header.getValue("kid") instanceof String id ? id : null;
        } catch (IllegalArgumentException | DecodeException noToken) {
            return null;
        }
    }
}
