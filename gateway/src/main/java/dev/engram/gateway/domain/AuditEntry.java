package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail. Names no person: who a pseudonym is stands in the account only, and is forgotten with it.
 *
 * @param at when
 * @param action what
 * @param outcome how it ended, or that it is only asked for
 * @param actor who did it; null for a stranger, or for the operator's command line
 * @param subject whose account or data it was, if any; the same as {@code actor} for what people do with their own
 * @param address from where, as the gateway sees it; kept for 14 days only
 * @param details a few more words, such as the roles given; never a secret, a name or an e-mail address
 */
public record AuditEntry(
        Instant at,
        AuditAction action,
        Outcome outcome,
        @Nullable LearnerId actor,
        @Nullable LearnerId subject,
        @Nullable String address,
        Map<String, String> details) {

    /** How it ended. */
    public enum Outcome {
        /** It is asked for; another entry says what came of it, unless the gateway ended meanwhile. */
        ASKED,
        /** It was done. */
        OK,
        /** It was not: a wrong password, a missing role, a rule. */
        REFUSED,
        /** The service could not be reached, or said that it failed; then a part may be done. */
        FAILED,
        /** It may be done or not: there was no answer in time, or none that can be understood. */
        UNKNOWN,
        /** It was not looked at: too many before it. */
        THROTTLED
    }

    private static final int MAX_DETAILS = 10;
    private static final int MAX_LENGTH = 500;

    /** @throws IllegalArgumentException for more than 10 details, or one of more than 500 characters */
    public AuditEntry {
        details = Map.copyOf(details);
        if (details.size() > MAX_DETAILS || details.values().stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
            throw new IllegalArgumentException(
                    "an entry has at most " + MAX_DETAILS + " details of at most " + MAX_LENGTH + " characters");
        }
    }

    /** What somebody did, or failed to do, with an account or its data. */
    public static AuditEntry of(
            Instant at,
            AuditAction action,
            Outcome outcome,
            @Nullable LearnerId actor,
            @Nullable LearnerId subject,
            @Nullable String address) {
        return new AuditEntry(at, action, outcome, actor, subject, address, Map.of());
    }

    /** The same entry with details. */
    public AuditEntry with(Map<String, String> more) {
        return new AuditEntry(at, action, outcome, actor, subject, address, more);
    }
}
