package dev.engram.gateway.domain;

import java.util.Locale;

/** What the audit trail tells of. Stored and answered as {@link #slug()}; a constant is never renamed. */
public enum AuditAction {
    SIGN_IN,
    CALL_FORBIDDEN,
    ACCOUNT_CREATED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ROLES_CHANGED,
    EMAIL_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_RESET_REQUESTED,
    PASSWORD_RESET,
    INVITATION_CREATED,
    INVITATION_DELETED,
    INVITATION_ACCEPTED,
    SIGN_UP,
    SIGNED_OUT,
    SIGNED_OUT_EVERYWHERE,
    SESSION_ENDED,
    REFRESH_TOKEN_REUSED,
    ACCESS_TOKEN_CREATED,
    ACCESS_TOKEN_DELETED,
    ACCOUNT_READ,
    ACCOUNTS_READ,
    INVITATIONS_READ,
    AUDIT_TRAIL_READ,
    ERASURE_REQUESTED,
    ERASURE_FINISHED,
    TAKE_OUT,
    COHORT_CREATED,
    COHORT_CHANGED,
    COHORT_CODE_CREATED,
    COHORT_DELETED,
    COHORT_JOINED,
    COHORT_LEFT,
    COHORT_MEMBER_REMOVED,
    COHORT_MEMBERS_READ,
    COHORT_FIGURES_READ,
    REBUILD_STARTED,
    REBUILD_CANCELLED,
    PROJECTION_AUDITED,
    PARKED_READ,
    PARKED_REPLAYED,
    PARKED_DISCARDED,
    RECORD_SKIPPED;

    /** Lower case with hyphens. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of that slug */
    public static AuditAction ofSlug(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
