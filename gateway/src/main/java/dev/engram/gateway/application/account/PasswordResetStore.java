package dev.engram.gateway.application.account;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Optional;

/** Keeps the open links by which passwords are set, one for an account. */
public interface PasswordResetStore {
    /** Keeps one in place of an earlier one. @param digest of the secret in the link */
    void replace(LearnerId account, String digest, Instant expiresAt);

    /** Whose link this is, while it is open. */
    Optional<LearnerId> find(String digest, Instant now);

    /** Removes the link of an account. @return whether it had that digest: of two who try at once one is told so */
    boolean delete(LearnerId account, String digest);

    /** Removes the link of an account, if it has one. */
    void deleteOf(LearnerId account);
}
