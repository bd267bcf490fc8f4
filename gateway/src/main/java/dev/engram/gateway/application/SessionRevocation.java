package dev.engram.gateway.application;

import dev.engram.events.LearnerId;

/** Ends what a person has signed in with. */
public interface SessionRevocation {
    /**
     * Ends all sessions and personal access tokens of {@code learner}: at once here, within {@link Revocations#POLL} at other
     * instances. What began before this call is refused, also an access token that has not expired.
     */
    void revokeAll(LearnerId learner);
}
