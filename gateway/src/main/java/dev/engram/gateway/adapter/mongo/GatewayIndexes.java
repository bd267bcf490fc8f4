package dev.engram.gateway.adapter.mongo;

import jakarta.inject.Singleton;

/** The indexes of all collections of the gateway. */
@Singleton
public final class GatewayIndexes {
    private final MongoAccountStore accounts;
    private final MongoAuditTrail audit;
    private final MongoAttemptStore attempts;
    private final MongoKnownDevices devices;

    GatewayIndexes(
            MongoAccountStore accounts, MongoAuditTrail audit, MongoAttemptStore attempts, MongoKnownDevices devices) {
        this.accounts = accounts;
        this.audit = audit;
        this.attempts = attempts;
        this.devices = devices;
    }

    /** Makes them; safe to repeat. */
    public void create() {
        accounts.createIndexes();
        audit.createIndexes();
        attempts.createIndexes();
        devices.createIndexes();
    }
}
