package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets one person make an account.
 *
 * @param id by which administrators name it; not what is in the link
 * @param roles of the account
 * @param email of the account, and where the link was mailed
 * @param createdBy the administrator
 * @param pseudonym random, of the account that is made: so that there is one at most
 * @param expiresAt from then on it is gone
 */
public record Invitation(
        UUID id,
        Set<String> roles,
        @Nullable String email,
        LearnerId createdBy,
        LearnerId pseudonym,
        Instant createdAt,
        Instant expiresAt) {
    public Invitation {
        roles = Set.copyOf(roles);
    }

    /** Without the e-mail address. */
    @Override
    public String toString() {
        return "invitation " + id;
    }
}
