package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Origin;
import java.time.Instant;

/** From where people have signed in before. Addresses are remembered for 14 days, devices for 90, each since its last use. */
public interface KnownDevices {
    /** What is known of an origin. */
    enum Familiarity {
        /** The account was signed in to with this device. */
        DEVICE,
        /** It was signed in to from this address. */
        ADDRESS,
        /** Neither. */
        NONE
    }

    /** What is known of {@code origin}. */
    Familiarity familiarity(LearnerId account, Origin origin, Instant now);

    /** Remembers that {@code account} was signed in to. @return the secret of the device, a new one unless it has one */
    String remember(LearnerId account, Origin origin, Instant now);

    /** Forgets all of {@code account}. */
    void forget(LearnerId account);
}
