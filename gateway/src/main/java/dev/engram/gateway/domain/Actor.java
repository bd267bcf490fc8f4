package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change.
 *
 * @param learner null for who has no account yet, and for the command line
 * @param origin from where
 */
public record Actor(@Nullable LearnerId learner, Origin origin) {
    /** The entry of the audit trail that says that they have done something. @param subject to whom */
    public AuditEntry did(AuditAction action, @Nullable LearnerId subject, Instant at) {
        return AuditEntry.of(at, action, Outcome.OK, learner, subject, origin.address());
    }

    /** The entry that says that they were refused. */
    public AuditEntry wasRefused(AuditAction action, @Nullable LearnerId subject, Instant at) {
        return AuditEntry.of(at, action, Outcome.REFUSED, learner, subject, origin.address());
    }
}
