package dev.engram.gateway.application.session;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Sessions in memory. */
public final class InMemorySessionStore implements SessionStore {
    // both guarded by this
    private final Map<UUID, Session> sessions = new HashMap<>();
    private final Map<String, Revocation> revocations = new HashMap<>();

    @Override
    public synchronized void create(Session session) {
        sessions.put(session.id(), session);
    }

    @Override
    public synchronized Optional<Session> find(String key, Instant now) {
        return sessions.values().stream()
                .filter(session ->
                        session.key().equals(key) && session.expiresAt().isAfter(now))
                .findFirst();
    }

    @Override
    public synchronized List<Session> of(LearnerId learner, Instant now) {
        return sessions.values().stream()
                .filter(session -> session.learnerId().equals(learner)
                        && session.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(Session::usedAt)
                        .thenComparing(Session::createdAt)
                        .reversed())
                .toList();
    }

    @Override
    public synchronized boolean replace(Session before, Session next) {
        var kept = sessions.get(before.id());
        if (kept == null || !Objects.equals(current(kept), current(before))) {
            return false;
        }
        sessions.put(next.id(), next);
        return true;
    }

    private static String current(Session session) {
        var rotation = session.secret();
        return rotation == null ? "" : rotation.current();
    }

    @Override
    public synchronized boolean delete(LearnerId learner, UUID session) {
        var kept = sessions.get(session);
        return kept != null && kept.learnerId().equals(learner) && sessions.remove(session) != null;
    }

    @Override
    public synchronized void revoke(Revocation revocation) {
        revocations.put(revocation.subject(), revocation);
    }

    @Override
    public synchronized List<Revocation> revocations(Instant now) {
        return revocations.values().stream()
                .filter(revocation -> revocation.until().isAfter(now))
                .toList();
    }
}
