package dev.engram.gateway.adapter.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Signs access tokens, with which clients call the gateway, and inner tokens, with which the gateway calls a service. Thread-safe. */
public final class TokenSigner {
    /** How long an access token is good for. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** How long an inner token is good for: services refuse more. */
    public static final Duration INNER_LIFETIME = Duration.ofMinutes(5);

    private static final int MAX_CACHED = 4_096;

    private final SigningKeyFolder keys;
    private final InstantSource clock;

    // guarded by itself
    private final Map<Use, SignedToken> inner = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Use, SignedToken> eldest) {
            return size() > MAX_CACHED;
        }
    };

    private record Use(String keyId, UUID sessionId, LearnerId learnerId, Set<String> roles, Service service) {}

    public TokenSigner(SigningKeyFolder keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token, and when it ends. */
    public record SignedToken(String token, Instant expiresAt) {}

    /** An access token, good from now on. */
    public SignedToken access(AuthenticatedCaller caller) {
        return sign(
                List.of("engram"),
                caller.learnerId(),
                caller.roles(),
                LIFETIME,
                claims -> claims.put("sid", caller.sessionId().toString()).put("signOuts", caller.signOuts()));
    }

    /** The token with which {@code service} is asked for {@code caller}: the same one until half of its life is over. */
    public String inner(AuthenticatedCaller caller, Service service) {
        var use = new Use(keys.current().id(), caller.sessionId(), caller.learnerId(), caller.roles(), service);
        synchronized (inner) {
            var cached = inner.get(use);
            if (cached != null
                    && clock.instant().plus(INNER_LIFETIME.dividedBy(2)).isBefore(cached.expiresAt())) {
                return cached.token();
            }
        }
        var signed = sign(audience(service), caller.learnerId(), caller.roles(), INNER_LIFETIME, claims -> {});
        synchronized (inner) {
            inner.put(use, signed);
        }
        return signed.token();
    }

    private static List<String> audience(Service service) {
        return switch (service) {
            case CARDS -> List.of("engram-cards");
            // these ask for decks on the caller's behalf
            case REVIEWS -> List.of("engram-reviews", "engram-cards");
            case ANALYTICS -> List.of("engram-analytics", "engram-cards");
        };
    }

    private SignedToken sign(
            List<String> audience,
            LearnerId learner,
            Set<String> roles,
            Duration life,
            java.util.function.Consumer<ObjectNode> more) {
        var issued = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expires = issued.plus(life);
        var claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", "engram")
                .put("sub", learner.text())
                .put("iat", issued.getEpochSecond())
                .put("exp", expires.getEpochSecond());
        var names = claims.putArray("aud");
        audience.forEach(names::add);
        var groups = claims.putArray("groups");
        new TreeSet<>(roles).forEach(groups::add);
        more.accept(claims);
        return new SignedToken(keys.current().sign(claims.toString()), expires);
    }
}
