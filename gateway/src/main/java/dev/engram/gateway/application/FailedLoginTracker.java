package dev.engram.gateway.application;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failed attempts by username, the latest 10,000. Held in memory: a restart forgives. */
final class FailedLoginTracker {
    private static final int MAX_NAMES = 10_000;

    /** No account has a longer name; of what is typed no more is kept, or a few requests could fill the memory. */
    private static final int MAX_LENGTH = 65;

    // guarded by this
    private final Map<String, FailedAttempts> failures = new LinkedHashMap<>();

    synchronized Duration waitFor(String username, Instant now) {
        var failed = failures.get(key(username));
        return failed == null ? Duration.ZERO : failed.waitAt(now);
    }

    synchronized void failed(String username, Instant now) {
        var before = failures.remove(key(username));
        failures.put(key(username), before == null ? new FailedAttempts(1, now) : before.and(now));
        if (failures.size() > MAX_NAMES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String username) {
        failures.remove(key(username));
    }

    private static String key(String username) {
        return username.length() <= MAX_LENGTH ? username : username.substring(0, MAX_LENGTH);
    }

    /** Characters held, for tests of the bound. */
    synchronized long characters() {
        return failures.keySet().stream().mapToLong(String::length).sum();
    }

    /**
     * Failed attempts to sign in to one account since the last one that succeeded. The first five cost nothing; each
     * further one doubles the time until the next may be made, from two seconds to one minute.
     *
     * @param count failures so far
     * @param last when the last one was
     */
    record FailedAttempts(int count, Instant last) {
        private static final int FREE = 5;
        private static final int LONGEST_SECONDS = 60;

        /** One more. */
        FailedAttempts and(Instant failedAt) {
            return new FailedAttempts(Math.min(count + 1, 1_000), failedAt);
        }

        /** How long until the next attempt may be made; zero if it may be made now. */
        Duration waitAt(Instant now) {
            if (count < FREE) {
                return Duration.ZERO;
            }
            var pause = Duration.ofSeconds(Math.min(LONGEST_SECONDS, 2L << Math.min(count - FREE, 10)));
            var left = Duration.between(now, last.plus(pause));
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
