package dev.engram.gateway.adapter.mongo;

import jakarta.inject.Singleton;

/** The indexes of the collections of the gateway, but those of sessions. */
@Singleton
public final class GatewayIndexes {
    private final MongoAccountStore accounts;
    private final MongoAuditTrail audit;
    private final MongoAttemptStore attempts;
    private final MongoKnownDevices devices;
    private final MongoInvitationStore invitations;
    private final MongoPasswordResetStore resets;
    private final MongoErasureStore erasures;
    private final MongoCohortStore cohorts;

    GatewayIndexes(
            MongoAccountStore accounts,
            MongoAuditTrail audit,
            MongoAttemptStore attempts,
            MongoKnownDevices devices,
            MongoInvitationStore invitations,
            MongoPasswordResetStore resets,
            MongoErasureStore erasures,
            MongoCohortStore cohorts) {
        this.accounts = accounts;
        this.audit = audit;
        this.attempts = attempts;
        this.devices = devices;
        this.invitations = invitations;
        this.resets = resets;
        this.erasures = erasures;
        this.cohorts = cohorts;
    }

    /** Makes them; safe to repeat. */
    public void create() {
        accounts.createIndexes();
        audit.createIndexes();
        attempts.createIndexes();
        devices.createIndexes();
        invitations.createIndexes();
        resets.createIndexes();
        erasures.createIndexes();
        cohorts.createIndexes();
    }
}
