package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in somewhere, or a personal access token.
 *
 * @param label what the person sees in the list: the client, or the name of a personal access token
 * @param scopes of a personal access token, else empty
 * @param usedAt coarse, see {@link Kind}
 * @param expiresAt when it ends if it is not used until then
 * @param endsAt when it ends in any case
 * @param signOuts of the account when the session began, see {@link Account#signOuts()}
 * @param key hash by which the credential finds the session
 * @param secret of a client: what its refresh token is now
 */
public record Session(
        UUID id,
        LearnerId learnerId,
        Kind kind,
        String label,
        Set<Scope> scopes,
        Instant createdAt,
        Instant usedAt,
        Instant expiresAt,
        Instant endsAt,
        long signOuts,
        String key,
        @Nullable Rotation secret) {
    public Session {
        scopes = Set.copyOf(scopes);
    }

    /** With which credential a session is used. */
    public enum Kind {
        /** A refresh token, which is another one after each use. */
        CLIENT(Secret.REFRESH),
        /** A cookie. */
        PAGE(Secret.PAGE),
        /** A personal access token. */
        TOKEN(Secret.PERSONAL);

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** Of its credential. */
        public String prefix() {
            return prefix;
        }
    }

    /**
     * The state of a refresh token.
     *
     * @param current hash of the token that is good
     * @param previous hash of the one before; null if there is none
     * @param salt from which the current one was made out of the previous one
     * @param rotatedAt when that was
     */
    public record Rotation(
            String current,
            @Nullable String previous,
            @Nullable String salt,
            Instant rotatedAt) {}

    /** The same, used now. @param idle how long it may stay unused */
    public Session used(Instant now, Duration idle, @Nullable Rotation next) {
        var until = now.plus(idle);
        return new Session(
                id,
                learnerId,
                kind,
                label,
                scopes,
                createdAt,
                now,
                until.isBefore(endsAt) ? until : endsAt,
                endsAt,
                signOuts,
                key,
                next);
    }

    /** Without the hashes. */
    @Override
    public String toString() {
        return kind + " session " + id;
    }
}
