package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Origin;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Devices and addresses in memory; they do not expire. */
public final class InMemoryKnownDevices implements KnownDevices {
    private final Set<String> known = new HashSet<>();

    @Override
    public Familiarity familiarity(LearnerId account, Origin origin, Instant now) {
        if (origin.device() != null && known.contains(account + origin.device())) {
            return Familiarity.DEVICE;
        }
        return known.contains(account + origin.address()) ? Familiarity.ADDRESS : Familiarity.NONE;
    }

    @Override
    public String remember(LearnerId account, Origin origin, Instant now) {
        var device = "device-of-" + origin.address();
        known.add(account + device);
        known.add(account + origin.address());
        return device;
    }

    @Override
    public void forget(LearnerId account) {
        known.removeIf(entry -> entry.startsWith(account.toString()));
    }
}
