package dev.engram.gateway.application;

import dev.engram.gateway.domain.PauseRule;
import java.time.Duration;
import java.time.Instant;

/** Counts attempts by key, for all instances and over restarts. What a key stands for is not kept, only a digest of it. */
public interface AttemptStore {
    /**
     * Counts one more attempt as failed, unless it has to wait; both in one step, so that attempts made side by side are all
     * counted. An attempt that has to wait is not counted.
     *
     * @return how long it has to wait; zero if it may be made
     */
    Duration count(String key, PauseRule rule, Instant now);

    /** Takes one counted attempt back, and the pause after it: it did not fail, or was not made. */
    void uncount(String key);

    /** Forgets all attempts of {@code key}. */
    void clear(String key);
}
