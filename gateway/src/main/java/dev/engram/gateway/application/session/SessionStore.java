package dev.engram.gateway.application.session;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps sessions, and what was revoked for as long as an access token lives. */
public interface SessionStore {
    /** Keeps a new one. */
    void create(Session session);

    /** The session with this key, not expired at {@code now}. */
    Optional<Session> find(String key, Instant now);

    /** All of one person that have not expired, the one used last first. */
    List<Session> of(LearnerId learner, Instant now);

    /**
     * Keeps {@code next} if nobody was faster.
     *
     * @return false, changing nothing, if the session is gone or its refresh token is not that of {@code before}
     */
    boolean replace(Session before, Session next);

    /** Forgets one session of this person. @return false if there is none */
    boolean delete(LearnerId learner, UUID session);

    /**
     * What ends before its time.
     *
     * @param subject SHA-256 of the id of a session, or of a person for all of theirs: it is kept when the person is erased
     * @param signOuts what began when the account had been signed out less often is refused
     * @param until how long to remember
     */
    record Revocation(String subject, long signOuts, Instant until) {}

    /** Remembers it for all instances. */
    void revoke(Revocation revocation);

    /** What is remembered, of any instance. */
    List<Revocation> revocations(Instant now);
}
