package dev.engram.kit.retry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking a dependency for a moment after it failed, so that only the first request waits for its time limit.
 * After the moment one request tries again while the others still count the dependency as unavailable. Safe for use by
 * many threads.
 */
public final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);
    private static final Instant NEVER = Instant.MIN;

    /** A learner waits for several questions in a row: an answer that slow is used, and the next question not asked. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final String dependency;
    private final InstantSource clock;
    private final Duration pause;
    private final AtomicReference<Instant> openUntil = new AtomicReference<>(NEVER);
    private final LongAdder opened = new LongAdder();

    /**
     * @param dependency its name, for the log
     * @param pause how long it is not asked after it failed, or answered only after more than a second
     */
    public CircuitBreaker(String dependency, InstantSource clock, Duration pause) {
        this.dependency = dependency;
        this.clock = clock;
        this.pause = pause;
    }

    /** The answer; empty if the dependency is not asked now or {@code question} throws a runtime exception. */
    public <T> Optional<T> ask(Supplier<T> question) {
        Instant now = clock.instant();
        Instant until = openUntil.get();
        if (now.isBefore(until) || until != NEVER && !openUntil.compareAndSet(until, now.plus(pause))) {
            return Optional.empty();
        }
        try {
            T answer = question.get();
            Instant answered = clock.instant();
            if (answered.isAfter(now.plus(SLOW))) {
                open(answered);
            } else {
                openUntil.set(NEVER);
            }
            return Optional.of(answer);
        } catch (RuntimeException failure) {
            open(clock.instant());
            LOG.atWarn()
                    .addKeyValue("dependency", dependency)
                    .addKeyValue("reason", failure.getClass().getSimpleName())
                    .setCause(LOG.isDebugEnabled() ? failure : null)
                    .log("dependency unavailable");
            return Optional.empty();
        }
    }

    private void open(Instant now) {
        openUntil.set(now.plus(pause));
        opened.increment();
    }

    /** How often the dependency failed or was slow, so that it was not asked for a moment. */
    public long timesOpened() {
        return opened.sum();
    }
}
