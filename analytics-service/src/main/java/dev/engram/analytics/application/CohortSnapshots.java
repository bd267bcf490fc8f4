package dev.engram.analytics.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that take too long for a caller to wait: computed one after the other in the background, each question by one computation at
 * a time whoever asks, and kept in memory within a bound. Safe for use by many threads.
 */
final class CohortSnapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CohortSnapshots.class);

    /** Computations that run or wait at a time. */
    private static final int MOST_WAITING = 20;

    /** After this time figures are not answered any more, however long new ones take. */
    private static final Duration LONGEST_KEPT = Duration.ofHours(1);

    private static final int SMALLEST_WEIGHT = 100;

    private final Cache<Object, Snapshot> known;
    private final Map<Object, Running> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor worker;
    private final InstantSource clock;
    private final Duration fresh;

    /**
     * Figures with what they contain.
     *
     * @param learners whose figures they may hold
     * @param contains positions that lie before their computation
     * @param cells rows that they hold
     */
    record Snapshot(
            CohortOutcome<?> outcome, Instant computedAt, Set<LearnerId> learners, Position contains, int cells) {
        private boolean contains(Position after) {
            return contains.and(after).equals(contains);
        }
    }

    private static final class Running {
        private volatile double progress;
    }

    /** What there is: figures, perhaps older than wished, or how far their computation is. @param snapshot null: none yet */
    record State(@Nullable Snapshot snapshot, boolean isWhatWasAsked, double progress) {}

    /** @param fresh how long figures are answered before they are computed again @param mostCells most cells that are kept */
    CohortSnapshots(InstantSource clock, Duration fresh, long mostCells) {
        this.clock = clock;
        this.fresh = fresh;
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostCells)
                .weigher((Object _, Snapshot snapshot) -> Math.max(SMALLEST_WEIGHT, snapshot.cells()))
                .expireAfterWrite(LONGEST_KEPT)
                .build();
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                task -> Thread.ofPlatform().name("cohort-snapshots").daemon().unstarted(task));
    }

    /**
     * The figures of a question; begins to compute them where there are none, or they are old or lack a write.
     *
     * @param key equal for the same question
     * @param learners who may be in them: figures that hold another are forgotten
     * @param compute is told to say how far it is
     */
    State of(Object key, Set<LearnerId> learners, Position after, Function<DoubleConsumer, Snapshot> compute) {
        var held = known.getIfPresent(key);
        if (held != null && !learners.containsAll(held.learners())) {
            known.invalidate(key);
            held = null;
        }
        boolean lacks = held != null && !held.contains(after);
        if (held == null || lacks || held.computedAt().plus(fresh).isBefore(clock.instant())) {
            begin(key, compute);
        }
        var under = running.get(key);
        return new State(held, !lacks, under == null ? 0 : under.progress);
    }

    private void begin(Object key, Function<DoubleConsumer, Snapshot> compute) {
        var task = new Running();
        if (running.putIfAbsent(key, task) != null) {
            return;
        }
        try {
            worker.execute(() -> run(key, task, compute));
        } catch (RejectedExecutionException full) {
            running.remove(key);
        }
    }

    private void run(Object key, Running task, Function<DoubleConsumer, Snapshot> compute) {
        try {
            known.put(key, compute.apply(progress -> task.progress = progress));
        } catch (RuntimeException failed) {
            // whoever asks next begins anew
            LOG.atWarn()
                    .addKeyValue("reason", failed.getClass().getSimpleName())
                    .log("figures of a cohort failed");
        } finally {
            running.remove(key);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
