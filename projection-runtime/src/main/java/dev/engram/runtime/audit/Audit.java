package dev.engram.runtime.audit;

import com.mongodb.client.MongoClient;
import dev.engram.projections.Aggregate;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.GenerationCollections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Compares everything that a generation holds with a fold of its log. Goes partition by partition and, within one, by
 * ranges of context keys of about 2,000 documents or 8 MB; the log of a partition is read once for each range. Each
 * range is one snapshot of the store, compared with the log up to the checkpoint in it, so the projection may go on
 * meanwhile. The documents of one context are held together, however many. Used once, by one thread.
 */
public final class Audit<E, K, S, C> {

    private static final Limits LIMITS = new Limits(2_000, 8 << 20);
    private static final int PROGRESS_EVERY = 1_000;
    private static final int MOST_DIFFERENCES = 100;

    private final MongoClient client;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final List<Difference> first = new ArrayList<>();
    private long differences;
    private long recordsRead;
    private long records;
    private long documents;
    private long contexts;
    private long rows;

    /**
     * @param client that the collections to be audited were taken from
     * @param settings of the projection: where Kafka is
     * @throws IllegalArgumentException if several partitions feed an aggregate, which is not audited yet
     */
    public Audit(
            MongoClient client,
            ProjectionDefinition<E, K, S, C> definition,
            ProjectionSettings settings,
            InstantSource clock) {
        if (definition.projection().aggregates().stream().anyMatch(Aggregate::isFedBySeveralPartitions)) {
            throw new IllegalArgumentException(
                    "projection " + definition.name() + " has an aggregate that several partitions feed");
        }
        this.client = client;
        this.definition = definition;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Audits a generation that was written by the fold version of this program.
     *
     * @throws CancellationException if {@code progress} cancels it
     * @throws IllegalStateException if the generation has been dropped, or Kafka does not answer
     * @throws com.mongodb.MongoException if the store cannot be read
     */
    public AuditReport run(GenerationCollections generation, AuditProgress progress) {
        return run(generation, progress, LIMITS);
    }

    AuditReport run(GenerationCollections generation, AuditProgress progress, Limits limits) {
        var startedAt = clock.instant();
        int partitions = definition.topic().partitions();
        try (var log = new LogReader<>(settings, definition)) {
            for (int partition = 0; partition < partitions; partition++) {
                int done = partition;
                Runnable reached = () -> {
                    progress.reached(recordsRead, done, partitions);
                    if (progress.isCancelled()) {
                        throw new CancellationException("audit of " + definition.name() + " cancelled");
                    }
                };
                for (@Nullable String from = ""; from != null; ) {
                    var stored = StoredRange.read(client, generation, definition, limits, partition, from);
                    from = compare(log, stored, limits, reached);
                }
            }
        }
        progress.reached(recordsRead, partitions, partitions);
        return new AuditReport(
                definition.name(),
                generation.number(),
                partitions,
                records,
                documents,
                contexts,
                rows,
                differences,
                first,
                startedAt,
                Duration.between(startedAt, clock.instant()));
    }

    /** @return first context key of the next range; absent if this was the last one of the partition */
    private @Nullable String compare(
            LogReader<E, K> log, StoredRange<K, S, C> stored, Limits limits, Runnable reached) {
        var range = new RangeAudit<>(definition.projection(), definition.mapping(), stored, limits);
        long before = recordsRead;
        var gap = log.read(stored.partition, stored.checkpoint, entry -> {
            range.apply(entry);
            if (++recordsRead % PROGRESS_EVERY == 0) {
                reached.run();
            }
        });
        reached.run();
        if (gap != null) {
            var detail = "%s; the checkpoint is %d".formatted(gap, stored.checkpoint);
            var key = String.valueOf(stored.partition);
            add(new Difference(Part.CHECKPOINT, Kind.DIFFERS, stored.partition, key, detail, null));
            return null;
        }
        range.differences().forEach(this::add);
        records += stored.isWithin("") ? recordsRead - before : 0;
        documents += stored.documents.size() + stored.unreadable.size();
        contexts += stored.contexts.size();
        rows += stored.rows.values().stream().mapToLong(Map::size).sum();
        return stored.to();
    }

    private void add(Difference difference) {
        differences++;
        if (first.size() < MOST_DIFFERENCES) {
            first.add(difference);
        }
    }
}
