package dev.engram.runtime.runner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.ParkedEvent.Resolution.Kind;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.RegisteredGenerations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What operators do about the parked events of the live generation. Each change is one transaction that also moves the turn
 * of the partition's checkpoint, so whoever applies the partition notices it. Safe for use by many threads.
 */
public final class ParkedEvents<E, K, S, C> {

    private final ProjectionDefinition<E, K, S, C> definition;
    private final Generations<K, S, C> generations;
    private final RunnerEnvironment environment;
    private final Runnable resolved;

    /** @param resolved called after every change, for a runner in this process to look at its checkpoints again */
    public ParkedEvents(
            ProjectionDefinition<E, K, S, C> definition,
            Generations<K, S, C> generations,
            RunnerEnvironment environment,
            Runnable resolved) {
        this.definition = definition;
        this.generations = generations;
        this.environment = environment;
        this.resolved = resolved;
    }

    /** The result of a replay or a discard. */
    public sealed interface Outcome {
        /** It is no longer parked. */
        record Resolved(Kind kind) implements Outcome {}

        /** It still cannot be applied. */
        record StillParked(ParkedEvent.Why why) implements Outcome {}

        /** No event waits at this place: none was parked, or it was dealt with before. */
        record NotParked() implements Outcome {}
    }

    /**
     * Events that wait, by partition and offset.
     *
     * @param partition and {@code offset} where to begin
     */
    public List<ParkedEvent> list(int partition, long offset, int limit) {
        return inStore(store -> {
            var found = new ArrayList<ParkedEvent>();
            for (int p = partition; p < definition.topic().partitions() && found.size() < limit; p++) {
                found.addAll(store.parkedEvents(p, p == partition ? offset : 0, limit - found.size()));
            }
            return List.copyOf(found);
        });
    }

    /** The event parked at a place, also one that no longer waits; then with what was done about it. */
    public Optional<ParkedEvent> find(int partition, long offset) {
        return inStore(store -> store.parkedEvent(partition, offset));
    }

    /** Applies an event as the fold does now, in any order with others. */
    public Outcome replay(int partition, long offset) {
        return resolving(partition, offset, (transaction, event, held) -> {
            var entry = Batch.entry(Batch.record(event), definition.decoder(), definition.projection());
            return switch (entry) {
                case Batch.Entry.Unreadable<E, K>(var _, var why) -> new Outcome.StillParked(why);
                case Batch.Entry.Readable<E, K> readable -> {
                    var why = transaction.replay(
                            readable,
                            event,
                            held,
                            new Resolution(Kind.REPLAYED, environment.clock().instant(), ""));
                    yield why == null ? new Outcome.Resolved(Kind.REPLAYED) : new Outcome.StillParked(why);
                }
            };
        });
    }

    /** Leaves an event out, also in generations built later unless their fold can apply it. @param note why; kept with it */
    public Outcome discard(int partition, long offset, String note) {
        return resolving(partition, offset, (transaction, event, held) -> {
            transaction.resolve(
                    event,
                    held,
                    new Resolution(Kind.DISCARDED, environment.clock().instant(), note));
            return new Outcome.Resolved(Kind.DISCARDED);
        });
    }

    private interface Attempt<E, K, S, C> {
        Outcome run(BatchTransaction<E, K, S, C> transaction, ParkedEvent event, Checkpoint held);
    }

    /** Repeats where the partition was written meanwhile: it may be busy. */
    private Outcome resolving(int partition, long offset, Attempt<E, K, S, C> attempt) {
        var outcome = BusyPartition.repeat(
                environment.random(),
                () -> inStore(store -> {
                    // the checkpoint first: who resolves the event after that moves it
                    var held = store.checkpoint(partition);
                    var event = store.parkedEvent(partition, offset).filter(found -> found.resolution() == null);
                    return event.isEmpty()
                            ? new Outcome.NotParked()
                            : attempt.run(new BatchTransaction<>(definition.projection(), store), event.get(), held);
                }));
        resolved.run();
        return outcome;
    }

    /** A generation is written by its own fold version only. */
    private <T> T inStore(Function<ProjectionStore<K, S, C>, T> work) {
        int own = definition.projection().foldVersion();
        var live = generations.read().map(RegisteredGenerations::live).orElse(null);
        if (live == null || live.foldVersion() != own) {
            throw new ProjectionStoppedException(
                    "generation-not-ready",
                    "there is no live generation of fold version " + own
                            + ": wait for the rebuild, or ask the other program");
        }
        try (var store = generations.store(live.number())) {
            return work.apply(store);
        }
    }
}
