package dev.engram.gateway.adapter.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts requests of each caller, in windows of a minute that begin with a request. Thread-safe. */
final class RequestRate {
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** Of more, those that have asked for nothing for longest are forgotten. */
    private static final int MAX_CALLERS = 10_000;

    private final String policy;
    private final int quota;
    private final InstantSource clock;

    // guarded by this
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    private record Window(Instant end, int requests) {}

    /**
     * What a caller may still send.
     *
     * @param isOver whether this request is one too many
     * @param requests until the window ends
     * @param seconds until then, at least 1
     */
    record Left(boolean isOver, int requests, long seconds) {}

    /**
     * @param policy what is limited, for clients
     * @param quota  requests of one caller in a window
     */
    RequestRate(String policy, int quota, InstantSource clock) {
        this.policy = policy;
        this.quota = quota;
        this.clock = clock;
    }

    int quota() {
        return quota;
    }

    /** For {@code RateLimit-Policy}. */
    String policy() {
        return '"' + policy + "\";q=" + quota + ";w=" + WINDOW.toSeconds();
    }

    /** For {@code RateLimit}. */
    String left(Left left) {
        return '"' + policy + "\";r=" + left.requests() + ";t=" + left.seconds();
    }

    /** Counts one more request of {@code caller}. */
    synchronized Left count(String caller) {
        var now = clock.instant();
        var before = windows.get(caller);
        var window = before == null || !now.isBefore(before.end()) ? new Window(now.plus(WINDOW), 0) : before;
        var isOver = window.requests() >= quota;
        var counted = isOver ? window : new Window(window.end(), window.requests() + 1);
        windows.put(caller, counted);
        var left = Duration.between(now, window.end()).plusMillis(999).toSeconds();
        return new Left(isOver, quota - counted.requests(), Math.max(1, left));
    }
}
