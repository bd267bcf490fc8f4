package dev.engram.kit.limit;

import dev.engram.events.LearnerId;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few expensive jobs of one kind run at a time in this process. The others wait in the order in which they came; since
 * a caller has a few places only, running and waiting together, nobody can keep the others out. Blocks the calling thread,
 * which should be a virtual one. Metrics, each with the tag {@code kind}: {@code engram.jobs.running},
 * {@code engram.jobs.waiting}, {@code engram.jobs.refused} (with {@code reason}).
 */
public final class JobSlots {
    private final String kind;
    private final Limits limits;
    private final Semaphore slots;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<LearnerId, Integer> places = new HashMap<>();
    private final Counter refusedCallers;
    private final Counter refusedByProcess;

    /**
     * @param atATime     jobs that run at a time, {@code >= 1}
     * @param waiting     jobs that wait at a time, {@code >= 0}
     * @param perCaller   jobs of one caller that run or wait at a time, {@code >= 1}
     * @param longestWait how long a job waits for its turn
     */
    public record Limits(int atATime, int waiting, int perCaller, Duration longestWait) {
        public Limits {
            if (atATime < 1 || waiting < 0 || perCaller < 1 || longestWait.isNegative()) {
                throw new IllegalArgumentException("a job needs a slot and a place, was " + atATime + " at a time, "
                        + waiting + " waiting, " + perCaller + " per caller for " + longestWait);
            }
        }
    }

    /** @param kind one word for metrics and answers, such as {@code import} */
    public JobSlots(String kind, Limits limits, MeterRegistry meters) {
        this.kind = kind;
        this.limits = limits;
        this.slots = new Semaphore(limits.atATime(), true);
        this.refusedCallers = meters.counter("engram.jobs.refused", "kind", kind, "reason", "too-many-requests");
        this.refusedByProcess = meters.counter("engram.jobs.refused", "kind", kind, "reason", "overloaded");
        Gauge.builder("engram.jobs.running", slots, free -> limits.atATime() - free.availablePermits())
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("engram.jobs.waiting", waiting, AtomicInteger::get)
                .tag("kind", kind)
                .register(meters);
    }

    /**
     * The result of {@code job}, when it has had its turn.
     *
     * @throws ProblemException 429 {@code too-many-requests} if the caller has all places; 503 {@code overloaded} if too many
     *     others wait, or the turn did not come in time. The job did not begin then.
     */
    public <T> T run(LearnerId caller, Supplier<T> job) {
        enter(caller);
        try {
            await();
            try {
                return job.get();
            } finally {
                slots.release();
            }
        } finally {
            leave(caller);
        }
    }

    private void enter(LearnerId caller) {
        synchronized (places) {
            int held = places.getOrDefault(caller, 0);
            if (held < limits.perCaller()) {
                places.put(caller, held + 1);
                return;
            }
        }
        refusedCallers.increment();
        throw retryLater(Problem.ofStatus(429)
                .withDetail("You have " + limits.perCaller() + " requests of this kind (" + kind
                        + ") under way; wait for an answer before you send the next")
                .with("limit", limits.perCaller()));
    }

    private void leave(LearnerId caller) {
        synchronized (places) {
            places.computeIfPresent(caller, (_, held) -> held == 1 ? null : held - 1);
        }
    }

    private void await() {
        if (isFree()) {
            return;
        }
        if (waiting.incrementAndGet() > limits.waiting()) {
            waiting.decrementAndGet();
            throw overloaded();
        }
        try {
            if (!slots.tryAcquire(limits.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw overloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Takes a slot if nobody waits for one: without a time, a semaphore lets newcomers overtake. */
    private boolean isFree() {
        try {
            return slots.tryAcquire(0, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        }
    }

    private ProblemException overloaded() {
        refusedByProcess.increment();
        return retryLater(Problem.overloaded());
    }

    private static ProblemException retryLater(Problem problem) {
        return problem.exception().withHeader("Retry-After", "1");
    }
}
