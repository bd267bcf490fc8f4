package dev.engram.runtime.audit;

import com.mongodb.client.MongoClient;
import dev.engram.projections.Aggregate;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.GenerationCollections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;

/**
 * Compares everything that a generation holds with a fold of its log. Goes partition by partition and, within one, by
 * ranges of context keys of about 2,000 documents or 8 MB; the log of a partition is read once for each range, and once
 * more where something differs. Each range is one snapshot of the store, compared with the log up to the checkpoint in
 * it, so the projection may go on meanwhile. The documents of one context are held together, however many.
 */
public final class Audit<E, K, S, C> {

    private static final Limits LIMITS = new Limits(2_000, 8 << 20);

    private final MongoClient client;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final ProjectionSettings settings;
    private final InstantSource clock;

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
        var reader = new StoredRange.Reader<>(client, generation, definition, limits);
        var counts = new AuditCounts();
        try (var log = new LogReader<>(settings, definition)) {
            for (int partition = 0; partition < partitions; partition++) {
                int done = partition;
                for (var from = ""; from != null; ) {
                    var audit = new RangeAudit<>(definition, log, reader.read(partition, from), limits, counts);
                    from = audit.run(records -> {
                        progress.reached(records, done, partitions);
                        if (progress.isCancelled()) {
                            throw new CancellationException("audit of " + definition.name() + " cancelled");
                        }
                    });
                }
            }
        }
        progress.reached(counts.recordsRead, partitions, partitions);
        return new AuditReport(
                definition.name(),
                generation.number(),
                partitions,
                counts.records,
                counts.documents,
                counts.contexts,
                counts.rows,
                counts.differences,
                counts.first,
                startedAt,
                Duration.between(startedAt, clock.instant()));
    }
}
