package dev.engram.gateway.application;

import dev.engram.events.LearnerId;

/** Ends what a person has signed in with, for good: the person is erased. */
public interface SessionRevocation {
    /**
     * Ends all sessions and personal access tokens of {@code learner}: at once here, within {@link Revocations#POLL} at other
     * instances. Access tokens that have not expired are refused, too.
     */
    void revokeAll(LearnerId learner);
}
