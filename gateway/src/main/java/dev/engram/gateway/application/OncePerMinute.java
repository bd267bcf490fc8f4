package dev.engram.gateway.application;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets the first of many same things in a minute through. Remembers the latest 10,000. Thread-safe. */
public final class OncePerMinute {
    private static final int MAX_KEYS = 10_000;
    private static final int MAX_LENGTH = 128;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    // guarded by this
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** Whether {@code key} was not let through in the last minute. Only the first 128 characters of it count. */
    public synchronized boolean isFirst(String key, Instant now) {
        var kept = key.length() <= MAX_LENGTH ? key : key.substring(0, MAX_LENGTH);
        var last = seen.get(kept);
        if (last != null && now.isBefore(last.plus(MINUTE))) {
            return false;
        }
        seen.remove(kept);
        seen.put(kept, now);
        if (seen.size() > MAX_KEYS) {
            seen.remove(seen.keySet().iterator().next());
        }
        return true;
    }
}
