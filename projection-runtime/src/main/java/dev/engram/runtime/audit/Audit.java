package dev.engram.runtime.audit;

import com.mongodb.client.MongoClient;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.GenerationCollections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Compares everything that a generation holds with a fold of its log. Goes partition by partition and, within one, by
 * ranges of context keys with up to 16 MB of records, which are held in memory; the log of a partition is read once for
 * each range, and once more where something differs. Each range is one snapshot of the store, compared with the log up to
 * the checkpoint in it, so the projection may go on meanwhile. Contexts are not split, however large. Context keys are
 * ids, in ASCII: their order is the same in Java and in MongoDB. Rows that several partitions feed are compared with the documents
 * at the end ({@link SharedRows}). Used once.
 */
public final class Audit<E, K, S, C> {

    private static final long RANGE_BYTES = 16 << 20;
    static final int MOST_DIFFERENCES = 100;

    /** With their counts, as they are held. */
    private static final int ROW_BYTES = 600;

    private final MongoClient client;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final List<Long> starts;
    private final List<UnreadableException> unreadable = new ArrayList<>();

    /**
     * @param client that the collections to be audited were taken from
     * @param settings of the projection: where Kafka is
     */
    public Audit(
            MongoClient client,
            ProjectionDefinition<E, K, S, C> definition,
            ProjectionSettings settings,
            InstantSource clock) {
        this(
                client,
                definition,
                settings,
                clock,
                Collections.nCopies(definition.topic().partitions(), 0L));
    }

    /** @param starts where the log begins, by partition: above 0 after a log that had lost its beginning was restored */
    public Audit(
            MongoClient client,
            ProjectionDefinition<E, K, S, C> definition,
            ProjectionSettings settings,
            InstantSource clock,
            List<Long> starts) {
        this.client = client;
        this.definition = definition;
        this.settings = settings;
        this.clock = clock;
        this.starts = starts;
    }

    /**
     * Audits a generation that was written by the fold version of this program.
     *
     * @throws CancellationException if {@code progress} cancels it
     * @throws IllegalStateException if the generation has been dropped, or Kafka does not answer
     * @throws com.mongodb.MongoException if the store cannot be read
     */
    public AuditReport run(GenerationCollections generation, AuditProgress progress) {
        return run(generation, AuditMode.COMPARE, progress, RANGE_BYTES);
    }

    /**
     * As {@link #run(GenerationCollections, AuditProgress)}. To repair, the log must be whole: whoever calls this has looked.
     *
     * @throws IllegalStateException also if the log lacks records where something would be repaired
     */
    public AuditReport run(GenerationCollections generation, AuditMode mode, AuditProgress progress) {
        return run(generation, mode, progress, RANGE_BYTES);
    }

    /** Documents and contexts that could not be read, the first of them. */
    public List<UnreadableException> unreadable() {
        return List.copyOf(unreadable);
    }

    AuditReport run(GenerationCollections generation, AuditMode mode, AuditProgress progress, long bytes) {
        var startedAt = clock.instant();
        int partitions = definition.topic().partitions();
        var report = AuditReport.empty(generation.number());
        try (var log = new LogReader<>(settings, definition, progress, mode.recordsPerSecond(), starts)) {
            for (int partition = 0; partition < partitions; partition++) {
                for (@Nullable String from = ""; from != null; ) {
                    int room = MOST_DIFFERENCES - report.first().size();
                    var range = new AuditedRange<>(client, definition, log, generation, partition, from, bytes, room);
                    from = range.run(mode.repair());
                    report = report.plus(range.report());
                    range.unreadable().stream()
                            .limit(Math.max(0, MOST_DIFFERENCES - unreadable.size()))
                            .forEach(unreadable::add);
                }
            }
            for (var aggregate : definition.projection().aggregates()) {
                if (aggregate.isFedBySeveralPartitions()) {
                    int mostRows = (int) (bytes / ROW_BYTES);
                    Runnable reached = () -> log.report(partitions);
                    report = new SharedRows<>(client, definition, generation, aggregate, mostRows, reached, report)
                            .run(mode.repair());
                }
            }
            progress.reached(log.recordsRead, partitions, partitions);
        }
        return report.took(Duration.between(startedAt, clock.instant()));
    }
}
