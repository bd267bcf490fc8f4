package dev.engram.runtime.audit;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Aggregate;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.runner.EventDecoder;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.DocumentMapping;
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
    private static final int MOST_DIFFERENCES = 100;

    private final MongoClient client;
    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final EventDecoder<E> decoder;
    private final TopicDefinition topic;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final Limits limits;

    /**
     * @param client that the collections to be audited were taken from
     * @param settings of the projection: where Kafka is
     * @throws IllegalArgumentException if several partitions feed an aggregate, which is not audited yet
     */
    public Audit(
            MongoClient client,
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            EventDecoder<E> decoder,
            TopicDefinition topic,
            ProjectionSettings settings,
            InstantSource clock) {
        this(client, projection, mapping, decoder, topic, settings, clock, LIMITS);
    }

    Audit(
            MongoClient client,
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            EventDecoder<E> decoder,
            TopicDefinition topic,
            ProjectionSettings settings,
            InstantSource clock,
            Limits limits) {
        if (projection.aggregates().stream().anyMatch(Aggregate::isFedBySeveralPartitions)) {
            throw new IllegalArgumentException(
                    "projection " + projection.name() + " has an aggregate that several partitions feed");
        }
        this.client = client;
        this.projection = projection;
        this.mapping = mapping;
        this.decoder = decoder;
        this.topic = topic;
        this.settings = settings;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Audits a generation. Takes as long as reading the log several times.
     *
     * @throws CancellationException if {@code progress} cancels it
     * @throws IllegalStateException if the generation has been dropped, or Kafka does not answer
     * @throws com.mongodb.MongoException if the store cannot be read
     */
    public AuditReport run(GenerationCollections generation, AuditProgress progress) {
        var startedAt = clock.instant();
        var reader = new StoredRange.Reader<>(
                client, generation, mapping, projection.aggregates(), topic.partitions(), limits);
        var result = new AuditResult(MOST_DIFFERENCES);
        try (var log = new LogReader<>(settings, topic.name(), decoder, projection)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                int done = partition;
                for (var from = ""; from != null; ) {
                    var audit = new RangeAudit<>(projection, mapping, log, reader.read(partition, from), limits, result);
                    from = audit.run(records -> {
                        progress.reached(records, done, topic.partitions());
                        if (progress.isCancelled()) {
                            throw new CancellationException("audit of " + projection.name() + " cancelled");
                        }
                    });
                }
            }
        }
        progress.reached(result.recordsRead(), topic.partitions(), topic.partitions());
        var took = Duration.between(startedAt, clock.instant());
        return result.report(projection.name(), generation.number(), topic.partitions(), startedAt, took);
    }
}
