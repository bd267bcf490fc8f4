package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a call, whatever credential it carries.
 *
 * @param roles what the call may use
 * @param scopes of a personal access token; empty for all other credentials, which have none
 * @param sessionId of the session, or of the personal access token
 * @param began when that was made
 */
public record AuthenticatedCaller(
        LearnerId learnerId, Set<String> roles, Set<Scope> scopes, UUID sessionId, Instant began) {
    public AuthenticatedCaller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** Whether this is a script with a personal access token. */
    public boolean hasScopes() {
        return !scopes.isEmpty();
    }
}
