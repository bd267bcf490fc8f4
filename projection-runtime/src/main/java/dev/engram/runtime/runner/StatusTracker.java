package dev.engram.runtime.runner;

import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.runner.ProjectionStatus.Shares;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** What one generation shows to other threads: every change of state is logged, counted and published here. */
final class StatusTracker {

    private record Shown(
            PartitionState state, @Nullable Checkpoint checkpoint, long parked, List<ParkedEvent> firstParked) {}

    private static final Logger LOG = LoggerFactory.getLogger(StatusTracker.class);

    private final String projection;
    private final int generation;
    private final int partitions;
    private final TopicMonitor topic;
    private final RunnerEnvironment environment;
    private final Map<Integer, Shown> shown = new ConcurrentHashMap<>();
    private final Map<String, Long> retries = new ConcurrentHashMap<>();
    private final AppliedRate rate;
    private final long started;
    private volatile PartitionState state = new PartitionState.Starting();
    private volatile Instant lastTurn;
    private volatile int batchEvents;
    private volatile long parkedTotal;
    private volatile long idleNanos;
    private volatile long foldNanos;
    private volatile long storeNanos;

    StatusTracker(
            String projection, int generation, int partitions, TopicMonitor topic, RunnerEnvironment environment) {
        this.projection = projection;
        this.generation = generation;
        this.partitions = partitions;
        this.topic = topic;
        this.environment = environment;
        this.rate = new AppliedRate(environment.clock());
        this.started = environment.nanos();
        this.lastTurn = environment.clock().instant();
    }

    void turned() {
        lastTurn = environment.clock().instant();
    }

    /** The generation as a whole changes its state. */
    void transition(PartitionState next, @Nullable Throwable cause) {
        var before = state;
        state = next;
        if (next instanceof PartitionState.Live) {
            shown.clear();
        }
        record(before, next, about(LOG.atLevel(level(before, next))), cause);
    }

    /** A partition has changed its state. */
    void transition(PartitionState before, AssignedPartition partition, @Nullable Throwable cause) {
        var next = partition.state();
        show(partition);
        var line = about(LOG.atLevel(level(before, next))).addKeyValue("partition", partition.partition());
        var checkpoint = partition.held();
        record(before, next, checkpoint == null ? line : line.addKeyValue("checkpoint", checkpoint.next()), cause);
    }

    private void record(
            PartitionState before, PartitionState next, LoggingEventBuilder line, @Nullable Throwable cause) {
        var about = switch (next) {
            case PartitionState.Retrying(var reason, var detail) -> {
                var _ = retries.merge(reason, 1L, Long::sum);
                yield line.addKeyValue("reason", reason).addKeyValue("detail", detail);
            }
            case PartitionState.Stopped(var reason, var remedy) ->
                line.addKeyValue("reason", reason).addKeyValue("remedy", remedy);
            default -> line;
        };
        (cause == null ? about : about.setCause(cause))
                .addKeyValue("before", before.label())
                .log("state is {}", next.label());
    }

    /** Only changes are logged above DEBUG: a repeated failure is not. */
    private static Level level(PartitionState before, PartitionState next) {
        return switch (next) {
            case PartitionState.Retrying retrying ->
                before instanceof PartitionState.Retrying held && held.reason().equals(retrying.reason())
                        ? Level.DEBUG
                        : Level.WARN;
            case PartitionState.Stopped _ -> before.equals(next) ? Level.DEBUG : Level.ERROR;
            default -> Level.INFO;
        };
    }

    void show(AssignedPartition partition) {
        var before = shown.get(partition.partition());
        var checkpoint = partition.held() == null && before != null ? before.checkpoint() : partition.held();
        shown.put(
                partition.partition(),
                new Shown(partition.state(), checkpoint, partition.parked(), partition.firstParked()));
    }

    void left(int partition) {
        shown.remove(partition);
    }

    void applied(AssignedPartition partition, BatchTransaction.Applied applied, int events) {
        batchEvents = events;
        rate.add(events);
        parkedTotal = parkedTotal + applied.parked().size();
        show(partition);
        for (var event : applied.parked()) {
            logParked(event);
        }
    }

    /** Parked events have become obsolete. */
    void cleared(AssignedPartition partition, List<ParkedEvent> resolved) {
        show(partition);
        for (var event : resolved) {
            about(LOG.atInfo())
                    .addKeyValue("partition", event.partition())
                    .addKeyValue("offset", event.offset())
                    .addKeyValue("reason", event.why().reason())
                    .log("parked event has become obsolete");
        }
    }

    private void logParked(ParkedEvent event) {
        about(LOG.atWarn())
                .addKeyValue("partition", event.partition())
                .addKeyValue("offset", event.offset())
                .addKeyValue("reason", event.why().reason())
                // may quote what the event holds; ./engram parked has it
                .addKeyValue("detail", LOG.isDebugEnabled() ? event.why().detail() : "at debug")
                .log("event parked");
    }

    private LoggingEventBuilder about(LoggingEventBuilder line) {
        return line.addKeyValue("projection", projection).addKeyValue("generation", generation);
    }

    void idled(long nanos) {
        idleNanos = idleNanos + nanos;
    }

    /** @param store time in a transaction without the time spent folding in it */
    void worked(long fold, long store) {
        foldNanos = foldNanos + fold;
        storeNanos = storeNanos + store;
    }

    ProjectionStatus status() {
        double total = Math.max(1, environment.nanos() - started);
        return new ProjectionStatus(
                projection,
                generation,
                state,
                lastTurn,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> partition(partition, shown.get(partition)))
                        .toList(),
                rate.total(),
                rate.perSecond(),
                batchEvents,
                parkedTotal,
                Map.copyOf(retries),
                new Shares(idleNanos / total, foldNanos / total, storeNanos / total, total / 1e9));
    }

    private ProjectionStatus.Partition partition(int partition, @Nullable Shown known) {
        if (known == null) {
            return new ProjectionStatus.Partition(
                    partition, new PartitionState.Unassigned(), -1, null, null, 0, List.of());
        }
        var checkpoint = known.checkpoint();
        return new ProjectionStatus.Partition(
                partition,
                known.state(),
                checkpoint == null ? -1 : checkpoint.begin(),
                topic.end(partition),
                checkpoint == null ? null : checkpoint.dataUpTo(),
                known.parked(),
                known.firstParked().stream()
                        .map(event -> new ProjectionStatus.Parked(
                                event.place(), event.why().reason(), event.why().detail()))
                        .toList());
    }

    /** Counts applied events, in all and per second over the last ten whole seconds. Written by one thread, read by many. */
    private static final class AppliedRate {

        private static final int SECONDS = 10;

        private final InstantSource clock;
        private final long[] counts = new long[SECONDS + 1];
        private final long[] seconds = new long[SECONDS + 1];
        private long total;

        AppliedRate(InstantSource clock) {
            this.clock = clock;
        }

        synchronized void add(int events) {
            long second = clock.instant().getEpochSecond();
            int slot = Math.floorMod(second, counts.length);
            if (seconds[slot] != second) {
                seconds[slot] = second;
                counts[slot] = 0;
            }
            counts[slot] += events;
            total += events;
        }

        synchronized long total() {
            return total;
        }

        synchronized double perSecond() {
            long now = clock.instant().getEpochSecond();
            long sum = 0;
            for (int slot = 0; slot < counts.length; slot++) {
                if (seconds[slot] < now && seconds[slot] >= now - SECONDS) {
                    sum += counts[slot];
                }
            }
            return (double) sum / SECONDS;
        }
    }
}
