package dev.engram.runtime.learner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.engram.events.LearnerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * States of the learners who asked last, in a bounded number of bytes. What is found must be compared with the turn of the learner's
 * partition, and brought up to it: others may have written since. Safe for use by many threads.
 */
public final class StateCache {
    /** A learner with more is not remembered: such states would take the place of those of all others. */
    private static final int LARGEST_SHARE = 4;

    /** What somebody has changed in the database by hand, without a turn, is seen after this time at the latest. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final long mostBytes;
    private final Cache<LearnerId, KnownStates> known;

    /** @param mostBytes that all states take together, 0 to remember none */
    public StateCache(long mostBytes) {
        this.mostBytes = mostBytes;
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((LearnerId _, KnownStates states) -> 256 + states.rows() * StateRows.BYTES)
                .expireAfter(new SinceWholeReading())
                .build();
    }

    /** Rows of a learner that may be remembered. */
    int mostRows() {
        return (int) Math.min(100_000, mostBytes / LARGEST_SHARE / StateRows.BYTES);
    }

    @Nullable
    KnownStates of(LearnerId learner) {
        return known.getIfPresent(learner);
    }

    /** Remembers states that were read whole. */
    void put(LearnerId learner, KnownStates states) {
        known.invalidate(learner);
        update(learner, states);
    }

    /** Remembers states that were brought up to date. */
    void update(LearnerId learner, KnownStates states) {
        if (states.rows() <= mostRows()) {
            known.put(learner, states);
        } else {
            forget(learner);
        }
    }

    void forget(LearnerId learner) {
        known.invalidate(learner);
    }

    /** Neither use nor an update makes states last longer. */
    private static final class SinceWholeReading implements Expiry<LearnerId, KnownStates> {
        @Override
        public long expireAfterCreate(LearnerId learner, KnownStates states, long now) {
            return LONGEST.toNanos();
        }

        @Override
        public long expireAfterUpdate(LearnerId learner, KnownStates states, long now, long left) {
            return left;
        }

        @Override
        public long expireAfterRead(LearnerId learner, KnownStates states, long now, long left) {
            return left;
        }
    }
}
