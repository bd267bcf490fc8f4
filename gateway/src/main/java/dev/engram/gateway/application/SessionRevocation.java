package dev.engram.gateway.application;

import dev.engram.events.LearnerId;

/** Ends what was signed in. */
public interface SessionRevocation {
    /** Ends all sessions, refresh tokens and personal access tokens of that account. */
    void revokeAll(LearnerId learner);
}
