package dev.engram.gateway.application;

import dev.engram.gateway.domain.PauseRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Attempts in memory. */
public final class InMemoryAttemptStore implements AttemptStore {
    // guarded by this
    private final Map<String, Attempts> attempts = new HashMap<>();

    private record Attempts(int count, Instant until, Instant expiresAt) {}

    @Override
    public synchronized Duration count(String key, PauseRule rule, Instant now) {
        var before = attempts.get(key);
        if (before != null && now.isBefore(before.until())) {
            return Duration.between(now, before.until());
        }
        var count = before == null || !now.isBefore(before.expiresAt()) ? 1 : before.count() + 1;
        attempts.put(key, new Attempts(count, now.plus(rule.pauseAfter(count)), now.plus(rule.window())));
        return Duration.ZERO;
    }

    @Override
    public synchronized void uncount(String key) {
        attempts.computeIfPresent(
                key, (_, before) -> new Attempts(before.count() - 1, Instant.EPOCH, before.expiresAt()));
    }

    @Override
    public synchronized void clear(String key) {
        attempts.remove(key);
    }
}
