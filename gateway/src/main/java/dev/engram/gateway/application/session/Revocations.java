package dev.engram.gateway.application.session;

import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.session.SessionStore.Revocation;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.projections.ContextHash;
import java.time.Duration;
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
    private final AccountStore accounts;
    private final InstantSource clock;
    private final Map<String, Revocation> known = new ConcurrentHashMap<>();

    public Revocations(SessionStore store, AccountStore accounts, InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Refuses {@code subject}, a session or a person, for good. Here it holds even if the store fails. */
    public void add(UUID subject) {
        var revocation = revocation(subject, Long.MAX_VALUE);
        keep(revocation);
        store.revoke(revocation);
    }

    /**
     * Refuses what began before {@code account} was signed out last. Other instances read that from the account itself, where it is
     * kept by the same write as what made it necessary: there is no second write that could be missing.
     */
    public void add(Account account) {
        keep(revocation(account.learnerId().value(), account.signOuts()));
    }

    private Revocation revocation(UUID subject, long signOuts) {
        return new Revocation(
                ContextHash.of(subject.toString()), signOuts, clock.instant().plus(REMEMBERED));
    }

    private void keep(Revocation revocation) {
        known.merge(revocation.subject(), revocation, (one, other) -> one.signOuts() > other.signOuts() ? one : other);
    }

    /** Reads what all instances revoked. */
    public void read() {
        var now = clock.instant();
        store.revocations(now).forEach(this::keep);
        accounts.signedOutSince(now.minus(REMEMBERED)).forEach(this::add);
        known.values().removeIf(revocation -> revocation.until().isBefore(now));
    }

    /** Whether the credential of {@code caller} was revoked, or all that its owner had signed in with then. */
    public boolean includes(AuthenticatedCaller caller) {
        return isRevoked(caller.sessionId(), caller.signOuts())
                || isRevoked(caller.learnerId().value(), caller.signOuts());
    }

    private boolean isRevoked(UUID subject, long signOuts) {
        var revocation = known.get(ContextHash.of(subject.toString()));
        return revocation != null && signOuts < revocation.signOuts();
    }
}
