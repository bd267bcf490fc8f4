package dev.engram.gateway.application.session;

import dev.engram.gateway.application.session.SessionStore.Revocation;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.projections.ContextHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is revoked, as this instance knows it: its own revocations at once, those of others when it reads them. With the database away
 * the last known list holds. Thread-safe.
 */
public final class Revocations {
    /** How often each instance reads what others revoked. */
    public static final Duration POLL = Duration.ofSeconds(5);

    /** A revocation is remembered for longer than any access token that was signed before it. */
    public static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final SessionStore store;
    private final InstantSource clock;
    private final Map<String, Revocation> known = new ConcurrentHashMap<>();

    public Revocations(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Refuses what {@code subject}, a session or a person, began until now. Here it holds even if the store fails. */
    public void add(UUID subject) {
        var now = clock.instant();
        var revocation = new Revocation(ContextHash.of(subject.toString()), now, now.plus(REMEMBERED));
        keep(revocation);
        store.revoke(revocation);
    }

    private void keep(Revocation revocation) {
        known.merge(
                revocation.subject(), revocation, (one, other) -> one.before().isAfter(other.before()) ? one : other);
    }

    /** Reads what all instances revoked. */
    public void read() {
        var now = clock.instant();
        store.revocations(now).forEach(this::keep);
        known.values().removeIf(revocation -> revocation.until().isBefore(now));
    }

    /** Whether the credential of {@code caller} was revoked, or all that its owner had signed in with then. */
    public boolean includes(AuthenticatedCaller caller) {
        return isRevoked(caller.sessionId(), caller.began())
                || (!caller.hasScopes() && isRevoked(caller.learnerId().value(), caller.began()));
    }

    private boolean isRevoked(UUID subject, Instant began) {
        var revocation = known.get(ContextHash.of(subject.toString()));
        return revocation != null && !began.isAfter(revocation.before());
    }
}
