package dev.engram.kit.auth;

import dev.engram.events.LearnerId;

/**
 * Who asks, and the proof of it for another service of ours.
 *
 * @param token without the scheme
 */
public record CallerToken(LearnerId learnerId, String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "caller " + learnerId;
    }
}
