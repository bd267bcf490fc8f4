package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Session.Kind;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a call, whatever credential it carries.
 *
 * @param roles what the call may use
 * @param kind of the session that the call belongs to
 * @param scopes of a personal access token; all other credentials have none
 * @param sessionId of the session, or of the personal access token
 * @param signOuts of the account when that was made, see {@link Account#signOuts()}
 */
public record AuthenticatedCaller(
        LearnerId learnerId, Set<String> roles, Kind kind, Set<Scope> scopes, UUID sessionId, long signOuts) {
    public AuthenticatedCaller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** Whether this is a script with a personal access token, which makes the calls of its scopes only. */
    public boolean isScript() {
        return kind == Kind.TOKEN;
    }
}
