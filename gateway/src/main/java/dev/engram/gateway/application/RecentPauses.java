package dev.engram.gateway.application;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Until when keys are paused, the latest 10,000. Thread-safe. */
final class RecentPauses {
    private static final int MAX_KEYS = 10_000;
    private static final int MAX_LENGTH = 200;

    // guarded by this
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    synchronized void keep(String key, Instant until) {
        if (key.length() > MAX_LENGTH) {
            return; // no name of an account is so long
        }
        ends.remove(key);
        ends.put(key, until);
        if (ends.size() > MAX_KEYS) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    /** What is left of the pause of {@code key}; zero if none is known. */
    synchronized Duration left(String key, Instant now) {
        var end = ends.get(key);
        if (end == null || !now.isBefore(end)) {
            ends.remove(key);
            return Duration.ZERO;
        }
        return Duration.between(now, end);
    }
}
