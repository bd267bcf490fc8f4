package dev.engram.review.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Remembers for a moment that a dependency is away, so that only the first request waits for its time limit.
 * Once the moment has passed one request tries again while the others still count the dependency as away.
 * Safe for use by many threads.
 */
public final class Patience {
    private static final Instant NEVER = Instant.MIN;

    /** A learner waits for several questions in a row: one that slow is answered, and the next not asked. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Duration pause;
    private final AtomicReference<Instant> awayUntil = new AtomicReference<>(NEVER);

    /** @param pause how long a dependency that failed, or answered only after more than a second, is left alone */
    public Patience(InstantSource clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Asks unless the dependency was away a moment ago; any runtime exception of {@code question} counts as silence. */
    public <T> Reply<T> ask(Supplier<T> question) {
        Instant now = clock.instant();
        Instant until = awayUntil.get();
        if (now.isBefore(until)) {
            return new Reply.Silent<>("away a moment ago");
        }
        if (until != NEVER && !awayUntil.compareAndSet(until, now.plus(pause))) {
            return new Reply.Silent<>("being tried by another request");
        }
        try {
            T answer = question.get();
            Instant answered = clock.instant();
            awayUntil.set(answered.isAfter(now.plus(SLOW)) ? answered.plus(pause) : NEVER);
            return new Reply.Said<>(answer);
        } catch (RuntimeException failure) {
            awayUntil.set(clock.instant().plus(pause));
            return new Reply.Silent<>(failure.getClass().getSimpleName());
        }
    }
}
