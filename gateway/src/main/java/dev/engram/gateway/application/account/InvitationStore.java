package dev.engram.gateway.application.account;

import dev.engram.gateway.domain.Invitation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps invitations that are open: not accepted, deleted or expired. */
public interface InvitationStore {
    /** Keeps a new one. @param digest of the secret in its link */
    void create(Invitation invitation, String digest);

    /** At most {@code limit} open ones, oldest first. @param after the id of the last one of the page before */
    List<Invitation> list(@Nullable UUID after, int limit, Instant now);

    /** How many are open. */
    long count(Instant now);

    /** The open one with that secret. */
    Optional<Invitation> find(String digest, Instant now);

    /** Removes one. @return whether it was there: of two who try at once one is told so */
    boolean delete(UUID id);
}
