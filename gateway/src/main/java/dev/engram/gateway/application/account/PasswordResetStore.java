package dev.engram.gateway.application.account;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Optional;

/** Keeps the open links by which passwords are set, one for an account. */
public interface PasswordResetStore {
    /**
     * An open link.
     *
     * @param account whose password it sets
     * @param password digest of the hash that the account had when it was made: for another one it is not good
     */
    record Link(LearnerId account, String password, Instant expiresAt) {}

    /** Keeps one in place of an earlier one of the same account. @param digest of the secret in the link */
    void replace(Link link, String digest);

    /** The link with this secret, while it is open. */
    Optional<Link> find(String digest, Instant now);

    /** Removes the link of an account, if it has one. */
    void delete(LearnerId account);
}
