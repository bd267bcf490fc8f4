package dev.engram.runtime.runner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.PartitionFailure.Effect;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a partition: reads its checkpoint, applies records, re-derives documents of a stale context. What
 * fails leaves the partition paused until its checkpoint has been read again. Confined to the consumer's thread.
 */
final class PartitionProcessor<E, K, S, C> {

    /** Most parked events that are looked at in one turn. */
    private static final int PARKED_AT_ONCE = 200;

    private final ProjectionDefinition<E, K, S, C> definition;
    private final int generation;
    private final ProjectionStore<K, S, C> store;
    private final BatchTransaction<E, K, S, C> transaction;
    private final Consumer<byte[], byte[]> consumer;
    private final StatusTracker status;
    private final Progress progress;
    private final RunnerEnvironment environment;
    private final ProjectionSettings settings;

    /** The partition that is being built, one at a time: others that are unbuilt wait for it. */
    private @Nullable AssignedPartition built;

    private @Nullable PartitionBuild<E, K, S, C> build;

    /** Set when the store did not answer in this turn: other partitions need not find out, each for itself. */
    private PartitionFailure.@Nullable Transient storeFailure;

    PartitionProcessor(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            int generation,
            ProjectionStore<K, S, C> store,
            Consumer<byte[], byte[]> consumer,
            StatusTracker status,
            Progress progress,
            RunnerEnvironment environment) {
        this.settings = settings;
        this.definition = definition;
        this.generation = generation;
        this.store = store;
        this.transaction = new BatchTransaction<>(definition.projection(), store);
        this.consumer = consumer;
        this.status = status;
        this.progress = progress;
        this.environment = environment;
    }

    /** Another turn: the store may answer again. */
    void begin() {
        storeFailure = null;
    }

    /** Reads the checkpoint and goes on there, unless the topic is no longer the one of the checkpoint. */
    void locate(AssignedPartition partition, String topicId) {
        attempt(partition, () -> {
            var checkpoint = store.take(partition.partition());
            requireSameTopic(partition, checkpoint, topicId);
            if (checkpoint.isUnbuilt()) {
                beginBuild(partition, checkpoint);
                return;
            }
            var skipped = store.skippedFrom(partition.partition(), checkpoint.next());
            while (skipped.contains(checkpoint.next())) {
                // it may be one that cannot even be read
                checkpoint = transaction
                        .apply(Batch.gap(checkpoint.next() + 1, checkpoint.leaderEpoch()), checkpoint)
                        .checkpoint();
            }
            partition.located(
                    checkpoint, store.staleContexts(partition.partition()), waiting(partition.partition()), skipped);
            consumer.seek(
                    partition.topicPartition(),
                    new OffsetAndMetadata(checkpoint.next(), Optional.ofNullable(checkpoint.leaderEpoch()), ""));
            consumer.resume(List.of(partition.topicPartition()));
            progress.reached(generation, checkpoint);
            transition(partition, new PartitionState.Live(), null);
        });
    }

    private void beginBuild(AssignedPartition partition, Checkpoint unbuilt) {
        var place = partition.topicPartition();
        var skipped = store.skippedFrom(partition.partition(), unbuilt.begin());
        partition.located(unbuilt, List.of(), List.of(), skipped);
        built = partition;
        build = new PartitionBuild<>(
                definition,
                transaction,
                settings,
                partition.limits(),
                unbuilt,
                skipped,
                consumer.endOffsets(List.of(place)).getOrDefault(place, 0L),
                partition.isBuildRefused());
        transition(partition, new PartitionState.Live(), null);
        readOrWrite(partition, build);
    }

    /** Whether a partition is being built; it waits for nothing but records and transactions of its own. */
    boolean isBuilding() {
        return build != null;
    }

    /** Whether the partition that is being built waits for a transaction. */
    boolean isWritingBuild() {
        return build != null && !build.isReading();
    }

    private void readOrWrite(AssignedPartition partition, PartitionBuild<E, K, S, C> current) {
        var place = partition.topicPartition();
        var rewind = current.rewind();
        if (rewind != null) {
            consumer.seek(place, rewind);
        }
        if (current.isReading()) {
            consumer.resume(List.of(place));
        } else {
            consumer.pause(List.of(place));
        }
    }

    /** Runs one transaction of the build of the partition that has been read. */
    void build() {
        var partition = built;
        var current = build;
        if (partition == null || current == null || current.isReading()) {
            return;
        }
        attempt(partition, () -> {
            var held = partition.held();
            if (held == null) {
                return;
            }
            long start = environment.nanos();
            long folded = 0;
            try {
                var written = current.write(held);
                folded = written.applied().foldNanos();
                partition.built(written.applied());
                status.applied(partition, written.applied(), written.events());
                readOrWrite(partition, current);
                if (!written.applied().checkpoint().isUnbuilt()) {
                    leave(partition);
                    locateAgain(partition);
                }
            } catch (RuntimeException failure) {
                if (!isLess(partition, current, failure)) {
                    throw failure;
                }
            } finally {
                worked(start, folded);
            }
        });
    }

    /** Whether the build can go on after a failure with less in a transaction; after that of one event it is not begun again. */
    private static boolean isLess(
            AssignedPartition partition, PartitionBuild<?, ?, ?, ?> current, RuntimeException failure) {
        if (!(PartitionFailure.of(failure) instanceof PartitionFailure.Transient problem)) {
            return false;
        }
        if (problem.effect().isOfOneEvent()) {
            partition.refuseBuild();
        }
        boolean less = problem.effect() == Effect.SMALLER_BATCH && current.triesLess();
        if (less) {
            partition.limits().halve();
        }
        return less;
    }

    /** A partition is no longer built here. */
    void leave(AssignedPartition partition) {
        if (partition == built) {
            built = null;
            build = null;
        }
    }

    /** Lets go of the checkpoint of a partition that is live or has stopped, so that it is read again. */
    void locateAgain(AssignedPartition partition) {
        if (partition == built) {
            return; // whoever writes to it moves its turn
        }
        if (partition.held() != null || partition.state() instanceof PartitionState.Stopped) {
            consumer.pause(List.of(partition.topicPartition()));
            transition(partition, new PartitionState.Starting(), null);
        }
    }

    /**
     * Applies what a poll returned of a partition, in as many batches as needed.
     *
     * @param end where the consumer stands after the records
     * @param topicId of the topic, asked after the poll: what was read before belongs to this topic or to an older one
     */
    void apply(
            AssignedPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            OffsetAndMetadata end,
            String topicId) {
        attempt(partition, () -> {
            var held = partition.held();
            if (held == null) {
                return;
            }
            requireSameTopic(partition, held, topicId);
            if (partition == built && build != null) {
                build.read(records, end.offset(), held);
                readOrWrite(partition, build);
                return;
            }
            if (!records.isEmpty() && records.getFirst().offset() < held.next()) {
                throw new IllegalStateException("the consumer returned records before the checkpoint");
            }
            var entries = decode(records.stream()
                    .filter(origin -> !partition.isSkipped(origin.offset()))
                    .toList());
            for (int from = 0; from < entries.size(); ) {
                int to = partition.limits().end(entries, from);
                held = applyOrPark(partition, entries.subList(from, to), held);
                from = to;
            }
            if (end.offset() > held.next()) {
                // control records of a transactional producer, which hold offsets, but no event; or records to be
                // skipped
                apply(partition, Batch.gap(end.offset(), end.leaderEpoch().orElse(null)), held);
            }
        });
    }

    private List<Batch.Entry<E, K>> decode(List<ConsumerRecord<byte[], byte[]>> records) {
        long start = environment.nanos();
        var entries = records.stream()
                .map(origin -> Batch.entry(origin, definition.decoder(), definition.projection()))
                .toList();
        status.worked(environment.nanos() - start, 0);
        return entries;
    }

    /**
     * Applies a batch. Where one event of it may be the cause of a failure, the batch is halved until it stands alone; if it
     * fails alone twice in a row, it is parked: the others need not wait for it.
     */
    private Checkpoint applyOrPark(AssignedPartition partition, List<Batch.Entry<E, K>> entries, Checkpoint held) {
        try {
            return apply(partition, Batch.of(entries), held);
        } catch (RuntimeException failure) {
            if (!(PartitionFailure.of(failure) instanceof PartitionFailure.Transient problem)
                    || !problem.effect().isOfOneEvent()) {
                throw failure;
            }
            if (entries.size() > 1) {
                int middle = entries.size() / 2;
                var half = applyOrPark(partition, entries.subList(0, middle), held);
                return applyOrPark(partition, entries.subList(middle, entries.size()), half);
            }
            var origin = entries.getFirst().origin();
            if (!partition.isSuspectAgain(origin.offset())) {
                throw failure;
            }
            var reason = problem.effect() == Effect.UNEXPECTED ? "apply-failed" : problem.reason();
            var event = Batch.parked(origin, new ParkedEvent.Why(reason, problem.detail()));
            return applied(partition, Batch.of(entries), () -> transaction.park(Batch.of(entries), event, held));
        }
    }

    private Checkpoint apply(AssignedPartition partition, Batch<E, K> batch, Checkpoint held) {
        return applied(partition, batch, () -> transaction.apply(batch, held));
    }

    private Checkpoint applied(
            AssignedPartition partition, Batch<E, K> batch, Supplier<BatchTransaction.Applied> work) {
        long start = environment.nanos();
        long folded = 0;
        try {
            var applied = work.get();
            folded = applied.foldNanos();
            partition.applied(applied);
            progress.reached(generation, applied.checkpoint());
            status.applied(partition, applied, batch.entries().size());
            return applied.checkpoint();
        } finally {
            worked(start, folded);
        }
    }

    /** Re-derives some documents of the stale context whose turn it is, if there is one. */
    void rederive(AssignedPartition partition) {
        var context = partition.staleContext();
        if (context == null) {
            return;
        }
        attempt(partition, () -> {
            var held = partition.held();
            if (held == null) {
                return;
            }
            long start = environment.nanos();
            long folded = 0;
            try {
                var rederived =
                        transaction.rederive(context, held, partition.limits().documents());
                folded = rederived.foldNanos();
                partition.rederived(rederived);
                progress.reached(generation, rederived.checkpoint());
                status.show(partition);
            } finally {
                worked(start, folded);
            }
        });
    }

    /** Looks at the parked events of one context of which something was applied, if there is one. */
    void clearObsolete(AssignedPartition partition) {
        var context = partition.contextToClear();
        if (context == null) {
            return;
        }
        attempt(partition, () -> {
            var held = partition.held();
            if (held == null) {
                return;
            }
            var page = store.parkedOf(partition.partition(), context, PARKED_AT_ONCE);
            var now = store.readContext(context);
            var obsolete = new LinkedHashMap<ParkedEvent, E>();
            for (var event : page) {
                if (now.isPresent()
                        && Batch.entry(Batch.record(event), definition.decoder(), definition.projection())
                                instanceof Batch.Entry.Readable<E, K> readable
                        && definition.projection().isObsolete(now.get().context(), readable.event())) {
                    obsolete.put(event, readable.event());
                }
            }
            if (!obsolete.isEmpty()) {
                var cleared = transaction.clearObsolete(
                        context,
                        obsolete,
                        held,
                        new Resolution(
                                Resolution.Kind.OBSOLETE, environment.clock().instant(), ""));
                partition.resolved(
                        cleared, store.parkedEvents(partition.partition(), 0, AssignedPartition.FIRST_PARKED));
                status.cleared(partition, cleared.resolved());
            }
            if (obsolete.isEmpty() || page.size() < PARKED_AT_ONCE) {
                partition.cleared(context);
            }
        });
    }

    /** All parked events of a partition that wait, page by page. */
    private Iterable<ParkedEvent> waiting(int partition) {
        return () -> Stream.iterate(
                        store.parkedEvents(partition, 0, PARKED_AT_ONCE),
                        page -> !page.isEmpty(),
                        page -> store.parkedEvents(partition, page.getLast().offset() + 1, PARKED_AT_ONCE))
                .flatMap(List::stream)
                .iterator();
    }

    private void worked(long start, long folded) {
        status.worked(folded, Math.max(0, environment.nanos() - start - folded));
        status.turned();
    }

    private void requireSameTopic(AssignedPartition partition, Checkpoint checkpoint, String topicId) {
        if (!checkpoint.topicId().equals(topicId)) {
            throw logChanged(partition);
        }
    }

    ProjectionStoppedException logChanged(AssignedPartition partition) {
        return ProjectionStoppedException.logChanged(definition.topic().name(), partition.partition());
    }

    private void attempt(AssignedPartition partition, Runnable work) {
        if (storeFailure != null) {
            consumer.pause(List.of(partition.topicPartition()));
            transition(partition, storeFailure.state(), null);
            return;
        }
        try {
            work.run();
        } catch (RuntimeException failure) {
            fail(partition, failure);
        }
        status.turned();
    }

    /** The one place where a failure becomes a state. */
    void fail(AssignedPartition partition, RuntimeException failure) {
        var problem = PartitionFailure.of(failure);
        consumer.pause(List.of(partition.topicPartition()));
        boolean unexpected = false;
        switch (problem) {
            case PartitionFailure.Permanent _ ->
                // a valid position, or the consumer would complain again at every poll
                consumer.seek(partition.topicPartition(), 0);
            case PartitionFailure.Transient transientProblem -> {
                unexpected = transientProblem.effect() == Effect.UNEXPECTED;
                if (transientProblem.effect().halvesBatch()) {
                    partition.limits().halve();
                }
                if (transientProblem.effect().pausesOthers()) {
                    storeFailure = transientProblem;
                }
            }
        }
        transition(partition, problem.state(), unexpected ? failure : null);
    }

    private void transition(AssignedPartition partition, PartitionState next, @Nullable RuntimeException cause) {
        if (!(next instanceof PartitionState.Live)) {
            leave(partition);
        }
        var before = partition.state();
        partition.enter(next, environment.nanos());
        status.transition(before, partition, cause);
    }
}
