package dev.engram.runtime.audit;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.cursor.TimeoutMode;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.LogFold;
import dev.engram.projections.LogFold.Parked;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.audit.LogReader.IncompleteLogException;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.reader.Snapshot;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.Stored;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** One range of context keys of one partition, compared in one snapshot. Used once, by one thread. */
final class AuditedRange<E, K, S, C> {

    private final MongoClient client;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final LogReader<E, K> log;
    private final GenerationCollections generation;
    private final int partition;
    private final String from;
    private final long mostBytes;
    private @Nullable String to;

    private final LogFold<E, K, S, C> fold;
    private final TreeMap<String, Long> bytesByContext = new TreeMap<>();
    private long bytes;
    private final Map<Long, Parked> parked = new TreeMap<>();
    private final Set<Long> storedParked = new HashSet<>();

    /** Parked events that were replayed or discarded: no difference, whatever the fold makes of them. */
    private final Map<Long, Resolution.Kind> resolved = new HashMap<>();

    /** Context keys of the records that are parked in the store, by offset. */
    private final Map<Long, String> seen = new HashMap<>();

    private final AuditFindings<E, K> findings;
    private long documents;
    private long contexts;
    private long rows;
    private long records;
    private long checkpoint;

    /**
     * @param from first context key
     * @param mostBytes of records that are held
     * @param room for differences that are kept; all are counted
     */
    AuditedRange(
            MongoClient client,
            ProjectionDefinition<E, K, S, C> definition,
            LogReader<E, K> log,
            GenerationCollections generation,
            int partition,
            String from,
            long mostBytes,
            int room) {
        this.client = client;
        this.definition = definition;
        this.projection = definition.projection();
        this.mapping = definition.mapping();
        this.log = log;
        this.generation = generation;
        this.partition = partition;
        this.from = from;
        this.mostBytes = mostBytes;
        this.findings = new AuditFindings<>(partition, room);
        this.fold = new LogFold<>(projection);
    }

    /** @return first context key of the next range; absent if this was the last one of the partition */
    @Nullable
    String run() {
        try {
            // most of the log before the snapshot, which the store keeps for a few minutes only
            checkpoint = Snapshot.inSession(client, this::read);
            checkpoint = Snapshot.inSession(client, this::compare);
            if (!findings.areExplained()) {
                log.read(partition, 0, checkpoint, entry -> {
                    if (!parked.containsKey(entry.origin().offset())) {
                        findings.explain(entry);
                    }
                });
                findings.report();
            }
            return to;
        } catch (IncompleteLogException incomplete) {
            var detail = String.valueOf(incomplete.getMessage());
            findings.add(Part.CHECKPOINT, Kind.DIFFERS, String.valueOf(partition), detail, null);
            return null;
        }
    }

    /** What the range adds to a report. */
    AuditReport addTo(AuditReport report) {
        return report.plus(records, documents, contexts, rows, findings.count(), findings.differences());
    }

    /** @return the checkpoint in the snapshot */
    private long read(ClientSession session) {
        var stored = generation
                .checkpoints()
                .find(session, new Document(Stored.ID, partition))
                .first();
        if (stored == null) {
            throw new IllegalStateException(
                    "generation %d has no checkpoint of partition %d".formatted(generation.number(), partition));
        }
        storedParked.clear();
        resolved.clear();
        var ofPartition = new Document(Stored.PARTITION, partition);
        each(generation.parked(), session, ofPartition, event -> {
            long offset = Stored.number(event, "offset");
            storedParked.add(offset);
            if (event.get("resolution") instanceof Document resolution) {
                resolved.put(offset, Resolution.Kind.valueOf(Stored.text(resolution, "kind")));
            }
        });
        long next = Stored.number(stored, Stored.NEXT);
        log.read(partition, checkpoint, next, this::apply);
        return next;
    }

    private boolean isWithin(String contextKey) {
        return contextKey.compareTo(from) >= 0 && (to == null || contextKey.compareTo(to) < 0);
    }

    private Document within(String field) {
        var range = new Document("$gte", from);
        return new Document(field, to == null ? range : range.append("$lt", to));
    }

    private void apply(Entry<E, K> entry) {
        var origin = entry.origin();
        records += from.isEmpty() ? 1 : 0;
        // what cannot be read belongs to the first range, as if its context key were empty
        var contextKey = entry instanceof Readable<E, K> readable ? readable.contextKey() : "";
        if (storedParked.contains(origin.offset())) {
            seen.put(origin.offset(), contextKey);
        }
        if (!isWithin(contextKey) || resolved.get(origin.offset()) == Resolution.Kind.DISCARDED) {
            return;
        }
        var unapplied = switch (entry) {
            case Readable<E, K> readable -> fold.apply(origin.offset(), readable.event());
            case Unreadable<E, K>(var _, var why) -> new Parked("", why.reason(), why.detail());
        };
        if (unapplied != null) {
            parked.put(origin.offset(), unapplied);
        }
        long size = Math.max(1, origin.serializedValueSize());
        bytes += size;
        bytesByContext.merge(contextKey, size, Long::sum);
        if (bytes > mostBytes && bytesByContext.size() > 1) {
            // the upper half of the context keys is left to the next range
            while (bytes > mostBytes / 2 && bytesByContext.size() > 1) {
                var highest = bytesByContext.pollLastEntry();
                bytes -= highest.getValue();
                to = highest.getKey();
            }
            fold.retain(this::isWithin);
            parked.values().removeIf(event -> !isWithin(event.contextKey()));
        }
    }

    private long compare(ClientSession session) {
        documents = contexts = rows = 0;
        findings.clear();
        checkpoint = read(session);
        compareParked();
        compareDocuments(session, compareContexts(session));
        return checkpoint;
    }

    private void compareParked() {
        parked.forEach((offset, event) -> {
            if (!storedParked.contains(offset)) {
                findings.add(Part.PARKED_EVENT, Kind.MISSING, partition + "@" + offset, event.detail(), offset);
            }
        });
        for (var offset : storedParked) {
            if (!parked.containsKey(offset)
                    && !resolved.containsKey(offset)
                    && isWithin(seen.getOrDefault(offset, ""))) {
                var detail = seen.containsKey(offset) ? "can be applied: replay it" : "the log holds no such record";
                findings.add(Part.PARKED_EVENT, Kind.EXTRA, partition + "@" + offset, detail, offset);
            }
        }
    }

    /** @return the contexts that are stored, of those that the log gives */
    private Map<String, ProjectedContext<C>> compareContexts(ClientSession session) {
        var held = new HashMap<String, ProjectedContext<C>>();
        var missing = new HashMap<>(fold.contexts());
        BiConsumer<String, @Nullable ProjectedContext<C>> compare = (key, context) -> findings.compare(
                Part.CONTEXT,
                key,
                key,
                context,
                missing.remove(key),
                found -> mapping.insertContext(found.context()).append(Stored.EPOCH, found.epoch()),
                found -> found == null ? projection.initialContext() : found.context(),
                projection::applyContext);
        each(generation.contexts(), session, within(Stored.ID).append(Stored.PARTITION, partition), stored -> {
            contexts++;
            var key = Stored.text(stored, Stored.ID);
            long epoch = Stored.number(stored, Stored.EPOCH);
            // marked as a fold of the whole log marks it, whether its documents have been derived since or not
            var context = new ProjectedContext<>(mapping.context(stored), epoch, epoch > 0);
            if (missing.containsKey(key)) {
                held.put(key, context);
            }
            compare.accept(key, context);
        });
        List.copyOf(missing.keySet()).forEach(key -> compare.accept(key, null));
        return held;
    }

    private void compareDocuments(ClientSession session, Map<String, ProjectedContext<C>> heldContexts) {
        var sums = projection.aggregates().stream().map(Contributions::new).toList();
        var missing = fold.documents();
        BiConsumer<K, @Nullable Projected<S>> compare = (key, document) -> findings.compare(
                Part.DOCUMENT,
                key,
                FieldDifferences.name(mapping.id(key)),
                document,
                missing.remove(key),
                found -> fields(key, found),
                found -> projection.underived(found == null ? projection.initial(key) : found.state()),
                projection::apply);
        // raw, since one answer of the server holds up to 16 MB of them, those of other partitions too
        var all = generation.documents().withDocumentClass(RawBsonDocument.class);
        var codec = all.getCodecRegistry().get(Document.class);
        each(all, session, within(Stored.CONTEXT), raw -> {
            var contextKey = raw.getString(Stored.CONTEXT).getValue();
            if (definition.partitionOf(contextKey) != partition) {
                return;
            }
            documents++;
            var stored = raw.decode(codec);
            K key;
            Projected<S> held;
            try {
                key = mapping.key(stored);
                held = Stored.projected(mapping, generation.documents(), stored);
            } catch (RuntimeException unreadable) {
                // that it is missing is noted too, with the event that it begins with
                findings.add(
                        Part.DOCUMENT,
                        Kind.EXTRA,
                        FieldDifferences.name(stored.get(Stored.ID)),
                        "cannot be read",
                        null);
                return;
            }
            var context = heldContexts.get(contextKey);
            var current = context == null || held.epoch() >= context.epoch()
                    ? held
                    : Derivation.of(projection, held.state(), contextKey, context);
            var wanted = missing.get(key);
            if (wanted != null) {
                // the counts of a stale document are those of its stored figures
                sums.forEach(sum -> sum.add(key, (current == held ? wanted : held).state(), 1));
            }
            compare.accept(key, current);
        });
        missing.forEach((key, wanted) -> sums.forEach(sum -> sum.add(key, wanted.state(), 1)));
        List.copyOf(missing.keySet()).forEach(key -> compare.accept(key, null));
        for (int i = 0; i < sums.size(); i++) {
            compareRows(session, projection.aggregates().get(i), sums.get(i).sums());
        }
    }

    private void compareRows(ClientSession session, Aggregate<K, S> aggregate, Map<AggregateKey, long[]> missing) {
        BiConsumer<AggregateKey, long @Nullable []> compare = (row, counts) -> findings.compare(
                Part.AGGREGATE,
                row.subject(),
                aggregate.name() + "/" + row.subject() + "/" + row.day(),
                counts,
                missing.remove(row),
                found -> AggregateRows.counts(aggregate, found),
                _ -> "",
                (facts, _) -> facts);
        each(
                generation.rows(aggregate),
                session,
                AggregateRows.between(partition, from, to),
                stored -> AggregateRows.read(aggregate, List.of(stored)).forEach((row, counts) -> {
                    rows++;
                    compare.accept(row, counts);
                }));
        List.copyOf(missing.keySet()).forEach(row -> compare.accept(row, null));
    }

    private Document fields(K key, Projected<S> document) {
        return mapping.insert(key, document.state())
                .append(Stored.CONTEXT, document.contextKey())
                .append(Stored.EPOCH, document.epoch())
                .append(Stored.QUARANTINED, document.quarantined());
    }

    private static <T> void each(
            MongoCollection<T> collection, ClientSession session, Bson filter, Consumer<T> visitor) {
        collection.find(session, filter).timeoutMode(TimeoutMode.ITERATION).forEach(visitor);
    }
}
