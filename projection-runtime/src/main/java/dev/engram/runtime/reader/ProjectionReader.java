package dev.engram.runtime.reader;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.projections.Derivation;
import dev.engram.runtime.runner.Progress;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import dev.engram.runtime.reader.CatchUpResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads the live generation of a projection. Safe for use by many threads. */
public final class ProjectionReader<K, S, C> {

    private static final long POLL_NANOS = Duration.ofMillis(25).toNanos();

    private final MongoDatabase database;
    private final Projection<?, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final TopicDefinition topic;
    private final Progress progress;

    /**
     * @param database of a client that serves requests, not the one that the projection writes with
     * @param progress of the runner in this process ({@code HostedProjection.progress()}), or a new one if there is none
     */
    public ProjectionReader(
            MongoDatabase database,
            Projection<?, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            TopicDefinition topic,
            Progress progress) {
        this.database = database;
        this.projection = projection;
        this.mapping = mapping;
        this.topic = topic;
        this.progress = progress;
    }

    /** The partition that holds the events of a context. */
    public int partitionOf(String contextKey) {
        return BuiltInPartitioner.partitionForKey(contextKey.getBytes(StandardCharsets.UTF_8), topic.partitions());
    }

    /**
     * Runs {@code query} against the live generation, once more if another has become live meanwhile.
     *
     * @throws ProjectionNotReadyException if there is none yet
     */
    public <T> T read(Function<GenerationCollections, T> query) {
        int live = live();
        while (true) {
            var answer = query.apply(GenerationCollections.of(database, projection.name(), live));
            int after = live();
            if (after == live) {
                return answer;
            }
            live = after;
        }
    }

    /** One document with current figures. */
    public Optional<Projected<S>> document(K key) {
        return read(generation -> {
            var found =
                    generation.documents().find(eq(Stored.ID, mapping.id(key))).first();
            if (found == null) {
                return Optional.empty();
            }
            var projected = Stored.projected(mapping, key, found);
            return Optional.of(current(projected, context(generation, projected.contextKey())));
        });
    }

    /** The context, or the initial one if no event has changed it yet. */
    public ProjectedContext<C> context(String contextKey) {
        return read(generation -> context(generation, contextKey));
    }

    /** As {@link #context(String)}, inside a {@link #read}: read it before the documents. */
    public ProjectedContext<C> context(GenerationCollections generation, String contextKey) {
        var found = generation.contexts().find(eq(Stored.ID, contextKey)).first();
        return found == null
                ? new ProjectedContext<>(projection.initialContext(), 0, false)
                : Stored.context(mapping, found);
    }

    /** What a document read by a query of its own means; its figures may be older than its context. */
    public Projected<S> projected(Document stored) {
        return Stored.projected(mapping, mapping.key(stored), stored);
    }

    /**
     * The document with figures derived under {@code context} if they are older; as it is where they are not. A state
     * that cannot be derived is answered as it is, with the reason.
     */
    public Projected<S> current(Projected<S> document, ProjectedContext<C> context) {
        return document.epoch() >= context.epoch()
                ? document
                : Derivation.of(projection, document.state(), document.contextKey(), context);
    }

    /** All checkpoints of the live generation, by partition. */
    public List<Checkpoint> checkpoints() {
        return read(generation -> generation
                .checkpoints()
                .find()
                .sort(new Document(Stored.ID, 1))
                .map(Stored::checkpoint)
                .into(new ArrayList<>()));
    }

    /** When the last record applied of a partition was appended to the log; absent before the first. */
    public @Nullable Instant dataUpTo(int partition) {
        return read(generation -> checkpoint(generation, partition)).dataUpTo();
    }

    /** Offset that will be applied next in a partition. */
    public long next(int partition) {
        return read(generation -> checkpoint(generation, partition)).next();
    }

    /** Number of parked events. */
    public long parked() {
        return read(generation -> generation.parked().countDocuments());
    }

    /** Waits, at most {@code atMost}, until the record at {@code offset} of {@code partition} has been passed. */
    public CatchUpResult await(int partition, long offset, Duration atMost) {
        if (partition < 0 || partition >= topic.partitions()) {
            return new CatchUpResult(false, false);
        }
        boolean caughtUp = until(atMost, generation -> {
            long next = progress.next(generation.number(), partition);
            return next > offset
                    || (next < 0 && checkpoint(generation, partition).next() > offset);
        });
        return new CatchUpResult(caughtUp, caughtUp && read(generation -> isParked(generation, partition, offset)));
    }

    /** Waits, at most {@code atMost}, until a context is as wanted, such as a deck of at least some version. */
    public boolean awaitContext(String contextKey, Predicate<C> wanted, Duration atMost) {
        return until(
                atMost,
                generation -> wanted.test(context(generation, contextKey).context()));
    }

    private boolean until(Duration atMost, Predicate<GenerationCollections> reached) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = progress.moves();
            if (isReached(reached)) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                progress.await(seen, Math.min(left, POLL_NANOS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private boolean isReached(Predicate<GenerationCollections> reached) {
        try {
            return read(reached::test);
        } catch (ProjectionNotReadyException starting) {
            return false;
        }
    }

    private boolean isParked(GenerationCollections generation, int partition, long offset) {
        return generation
                        .parked()
                        .find(and(eq("partition", partition), eq("offset", offset)))
                        .first()
                != null;
    }

    private Checkpoint checkpoint(GenerationCollections generation, int partition) {
        var found = generation.checkpoints().find(eq(Stored.ID, partition)).first();
        if (found == null) {
            throw new IllegalStateException("projection %s has no checkpoint of partition %d in generation %d"
                    .formatted(projection.name(), partition, generation.number()));
        }
        return Stored.checkpoint(found);
    }

    private int live() {
        var pointer = GenerationCollections.pointers(database)
                .find(eq(Stored.ID, projection.name()))
                .first();
        if (pointer == null) {
            throw new ProjectionNotReadyException(projection.name(), "no generation has been built yet");
        }
        return (int) Stored.number(pointer, "generation");
    }
}
