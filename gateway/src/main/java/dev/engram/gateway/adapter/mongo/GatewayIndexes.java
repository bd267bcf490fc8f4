package dev.engram.gateway.adapter.mongo;

import jakarta.inject.Singleton;

/** The indexes of all collections of the gateway. */
@Singleton
public final class GatewayIndexes {
    private final MongoAccountStore accounts;
    private final MongoAuditTrail audit;
    private final MongoAttemptStore attempts;
    private final MongoKnownDevices devices;
    private final MongoInvitationStore invitations;
    private final MongoPasswordResetStore resets;

    GatewayIndexes(
            MongoAccountStore accounts,
            MongoAuditTrail audit,
            MongoAttemptStore attempts,
            MongoKnownDevices devices,
            MongoInvitationStore invitations,
            MongoPasswordResetStore resets) {
        this.accounts = accounts;
        this.audit = audit;
        this.attempts = attempts;
        this.devices = devices;
        this.invitations = invitations;
        this.resets = resets;
    }

    /** Makes them; safe to repeat. */
    public void create() {
        accounts.createIndexes();
        audit.createIndexes();
        attempts.createIndexes();
        devices.createIndexes();
        invitations.createIndexes();
        resets.createIndexes();
    }
}
