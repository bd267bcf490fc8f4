package dev.engram.runtime.audit;

import static java.util.stream.Collectors.toSet;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.cursor.TimeoutMode;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.ContextHash;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.LogFold;
import dev.engram.projections.LogFold.Parked;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.NotCompared;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.audit.LogReader.IncompleteLogException;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.reader.Snapshot;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.ErasedContexts;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** One range of context keys of one partition, compared in one snapshot. Used once, by one thread. */
final class AuditedRange<E, K, S, C> {

    /** So many records may be read while a snapshot is open. */
    private static final long SHORT_TAIL = 20_000;

    final MongoClient client;
    final ProjectionDefinition<E, K, S, C> definition;
    final LogReader<E, K> log;
    final GenerationCollections generation;
    final int partition;
    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final String from;
    private final long mostBytes;
    private @Nullable String to;

    final LogFold<E, K, S, C> fold;
    private final TreeMap<String, Long> bytesByContext = new TreeMap<>();
    private long bytes;
    private final Map<Long, Parked> parked = new TreeMap<>();
    private final Set<Long> storedParked = new HashSet<>();

    /** Parked events that were replayed or discarded: no difference, whatever the fold makes of them. */
    private final Map<Long, Resolution.Kind> resolved = new HashMap<>();

    /** Records that an operator has stepped over and that wait: they are left out, as those that were discarded. */
    private final Set<Long> skipped = new HashSet<>();

    /** What the fold has left out, skipped or discarded. */
    private Set<Long> foldedWithout = Set.of();

    /** By key of a context of which something differs the number of differences, and of its documents those that the log does not know. */
    private final SortedMap<String, Integer> affected = new TreeMap<>();

    private final Map<String, List<K>> unknown = new HashMap<>();
    private final List<UnreadableException> unreadable = new ArrayList<>();
    private boolean isWhole;
    private long repaired;
    private long written;
    private final List<NotCompared> notCompared = new ArrayList<>();

    /** Context keys of the records that are parked in the store, by offset. */
    private final Map<Long, String> seen = new HashMap<>();

    /** Contexts of the whole partition that were erased, and of records that cannot be read the keys. */
    private final Set<String> erased = new HashSet<>();

    private final Map<Long, String> unreadableKeys = new HashMap<>();

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
    String run(boolean repair) {
        try {
            readMost();
            checkpoint = Snapshot.inSession(client, this::compare);
            if (!findings.areExplained()) {
                log.read(partition, 0, checkpoint, true, entry -> {
                    if (!parked.containsKey(entry.origin().offset())) {
                        findings.explain(entry);
                    }
                });
                findings.report();
            }
            if (repair && !affected.isEmpty()) {
                isWhole = true;
                var outcome = new RangeRepair<>(this).run(affected.keySet());
                written = outcome.written();
                repaired = affected.entrySet().stream()
                        .filter(context -> !outcome.leftOut().contains(context.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
            }
            return to;
        } catch (IncompleteLogException incomplete) {
            var detail = String.valueOf(incomplete.getMessage());
            findings.add(Part.CHECKPOINT, Kind.DIFFERS, String.valueOf(partition), detail, null);
            var rest = from.isEmpty() ? "" : " from " + from + " on";
            notCompared.add(new NotCompared("partition " + partition + rest, detail));
            return null;
        }
    }

    /** Most of the log before the snapshot, which the store keeps for a few minutes only. */
    private void readMost() {
        while (true) {
            long next = Snapshot.inSession(client, this::storedCheckpoint);
            if (checkpoint > 0 && next - checkpoint < SHORT_TAIL) {
                return;
            }
            log.read(partition, checkpoint, next, true, this::apply);
            if (next == checkpoint) {
                return;
            }
            checkpoint = next;
        }
    }

    /** What the range adds to the report of the audit. */
    AuditReport report() {
        return new AuditReport(
                generation.number(),
                records,
                documents,
                contexts,
                rows,
                findings.count(),
                repaired,
                written,
                notCompared,
                0,
                findings.differences());
    }

    /** Up to where the log has been read. */
    long checkpoint() {
        return checkpoint;
    }

    /** What could not be read. */
    List<UnreadableException> unreadable() {
        return unreadable;
    }

    /** Reads also what is parked. @return the checkpoint in the snapshot */
    private long storedCheckpoint(ClientSession session) {
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
        skipped.clear();
        var ofPartition = new Document(Stored.PARTITION, partition);
        each(generation.parked(), session, ofPartition, event -> {
            long offset = Stored.number(event, "offset");
            storedParked.add(offset);
            if (event.get("resolution") instanceof Document resolution) {
                resolved.put(offset, Resolution.Kind.valueOf(Stored.text(resolution, "kind")));
            } else if (ParkedEvent.Why.SKIPPED.equals(event.getString("reason"))) {
                skipped.add(offset);
            }
        });
        var leftOut = new HashSet<>(skipped);
        resolved.forEach((offset, kind) -> {
            if (kind == Resolution.Kind.DISCARDED) {
                leftOut.add(offset);
            }
        });
        requireUnchanged(leftOut);
        foldedWithout = leftOut;
        return Stored.number(stored, Stored.NEXT);
    }

    /**
     * The fold has left out what operators had skipped or discarded when it passed.
     *
     * @throws IllegalStateException if they have skipped, replayed or discarded something else since
     */
    void requireUnchanged(Set<Long> leftOut) {
        var now = leftOut.stream().filter(offset -> offset < checkpoint).toList();
        var then = foldedWithout.stream().filter(offset -> offset < checkpoint).collect(toSet());
        if (now.size() != then.size() || !then.containsAll(now)) {
            throw new IllegalStateException(
                    "parked events of partition %d were skipped, replayed or discarded meanwhile: audit again"
                            .formatted(partition));
        }
    }

    /** Whether an event that an operator has replayed cannot be applied in the order of the log. */
    boolean hasReplayedOutOfOrder(String contextKey) {
        return parked.entrySet().stream()
                .anyMatch(event -> event.getValue().contextKey().equals(contextKey)
                        && resolved.get(event.getKey()) == Resolution.Kind.REPLAYED);
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
        if (skipped.contains(origin.offset()) || resolved.get(origin.offset()) == Resolution.Kind.DISCARDED) {
            return;
        }
        if (entry instanceof Readable<E, K> readable && projection.erases(readable.event())) {
            erased.add(contextKey);
            parked.entrySet()
                    .removeIf(event -> event.getValue().contextKey().equals(contextKey)
                            || contextKey.equals(unreadableKeys.get(event.getKey())));
        }
        if (entry instanceof Unreadable<E, K>) {
            unreadableKeys.put(origin.offset(), recordKey(origin.key()));
        }
        if (!isWithin(contextKey) || erased.contains(unreadableKeys.getOrDefault(origin.offset(), ""))) {
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
        if (!isWhole && bytes > mostBytes && bytesByContext.size() > 1) {
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

    private static String recordKey(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private long compare(ClientSession session) {
        documents = contexts = rows = 0;
        findings.clear();
        affected.clear();
        unknown.clear();
        unreadable.clear();
        catchUp(storedCheckpoint(session));
        compareParked();
        compareErased(new ErasedContexts(generation).hashes(session, partition));
        compareDocuments(session, compareContexts(session));
        return checkpoint;
    }

    /** Whether contexts that the log erases are remembered as erased; the last range looks for others that are. */
    private void compareErased(Set<String> stored) {
        fold.erased().forEach((contextKey, offset) -> {
            if (!stored.contains(ContextHash.of(contextKey))) {
                affected(contextKey);
                findings.add(Part.ERASURE, Kind.MISSING, contextKey, "not remembered as erased", offset);
            }
        });
        if (to == null) {
            var extra = new HashSet<>(stored);
            erased.forEach(contextKey -> extra.remove(ContextHash.of(contextKey)));
            extra.forEach(hash -> findings.add(
                    Part.ERASURE, Kind.EXTRA, hash, "the log does not erase it: restore the log first", null));
        }
    }

    private void compareParked() {
        parked.forEach((offset, event) -> {
            if (!storedParked.contains(offset)) {
                affected(event.contextKey());
                findings.add(Part.PARKED_EVENT, Kind.MISSING, partition + "@" + offset, event.detail(), offset);
            }
        });
        for (var offset : storedParked) {
            if (isExtra(offset)) {
                affected(seen.getOrDefault(offset, ""));
                var detail = seen.containsKey(offset) ? "can be applied: replay it" : "the log holds no such record";
                findings.add(Part.PARKED_EVENT, Kind.EXTRA, partition + "@" + offset, detail, offset);
            }
        }
    }

    private boolean isExtra(long offset) {
        return !parked.containsKey(offset)
                && !resolved.containsKey(offset)
                && !skipped.contains(offset)
                && isWithin(seen.getOrDefault(offset, ""));
    }

    /** Reads the log up to a checkpoint, without a limit: it is a short way. */
    void catchUp(long next) {
        if (next > checkpoint) {
            log.read(partition, checkpoint, next, false, this::apply);
            checkpoint = next;
        }
    }

    private void compared(String contextKey, boolean differs) {
        if (differs) {
            affected(contextKey);
        }
    }

    /** Called once for each difference that lies in a context. */
    private void affected(String contextKey) {
        affected.merge(contextKey, 1, Integer::sum);
    }

    private void unreadable(Part part, String key, String contextKey, UnreadableException failed) {
        unreadable.add(failed);
        affected(contextKey);
        findings.add(part, Kind.DIFFERS, key, "cannot be read: " + failed.rule(), null);
    }

    /** @return the contexts that are stored, of those that the log gives */
    private Map<String, ProjectedContext<C>> compareContexts(ClientSession session) {
        var held = new HashMap<String, ProjectedContext<C>>();
        var missing = new HashMap<>(fold.contexts());
        BiConsumer<String, @Nullable ProjectedContext<C>> compare = (key, context) -> compared(
                key,
                findings.compare(
                        Part.CONTEXT,
                        key,
                        key,
                        context,
                        missing.remove(key),
                        found -> mapping.insertContext(found.context()).append(Stored.EPOCH, found.epoch()),
                        found -> found == null ? projection.initialContext() : found.context(),
                        projection::applyContext));
        each(generation.contexts(), session, within(Stored.ID).append(Stored.PARTITION, partition), stored -> {
            contexts++;
            var key = Stored.text(stored, Stored.ID);
            ProjectedContext<C> context;
            try {
                context = marked(Stored.context(mapping, generation.contexts(), stored));
            } catch (UnreadableException failed) {
                missing.remove(key);
                unreadable(Part.CONTEXT, key, key, failed);
                return;
            }
            if (missing.containsKey(key)) {
                held.put(key, context);
            }
            compare.accept(key, context);
        });
        List.copyOf(missing.keySet()).forEach(key -> compare.accept(key, null));
        return held;
    }

    /** Marked as a fold of the whole log marks it, whether its documents have been derived since or not. */
    private static <C> ProjectedContext<C> marked(ProjectedContext<C> context) {
        return new ProjectedContext<>(context.context(), context.epoch(), context.epoch() > 0);
    }

    private void compareDocuments(ClientSession session, Map<String, ProjectedContext<C>> heldContexts) {
        var own = projection.aggregates().stream()
                .filter(aggregate -> !aggregate.isFedBySeveralPartitions())
                .toList();
        var sums = own.stream().map(Contributions::new).toList();
        var missing = fold.documents();
        BiFunction<K, @Nullable Projected<S>, Boolean> compare = (key, document) -> findings.compare(
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
            var key = mapping.key(stored);
            Projected<S> held;
            try {
                held = Stored.projected(mapping, generation.documents(), stored);
            } catch (UnreadableException failed) {
                var name = FieldDifferences.name(stored.get(Stored.ID));
                var wanted = missing.remove(mapping.key(stored));
                unreadable(Part.DOCUMENT, name, contextKey, failed);
                if (wanted == null) {
                    unknown.computeIfAbsent(contextKey, _ -> new ArrayList<>()).add(mapping.key(stored));
                } else {
                    // the counts are those of what it was
                    sums.forEach(sum -> sum.add(mapping.key(stored), wanted.state(), 1));
                }
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
            boolean isKnown = missing.containsKey(key);
            compared(contextKey, compare.apply(key, current));
            if (!isKnown) {
                unknown.computeIfAbsent(contextKey, _ -> new ArrayList<>()).add(key);
            }
        });
        missing.forEach((key, wanted) -> sums.forEach(sum -> sum.add(key, wanted.state(), 1)));
        Map.copyOf(missing).forEach((key, wanted) -> compared(wanted.contextKey(), compare.apply(key, null)));
        for (int i = 0; i < sums.size(); i++) {
            compareRows(session, own.get(i), sums.get(i).sums());
        }
    }

    private void compareRows(ClientSession session, Aggregate<K, S> aggregate, Map<AggregateKey, long[]> missing) {
        BiConsumer<AggregateKey, long @Nullable []> compare = (row, counts) -> compared(
                row.subject(),
                findings.compare(
                        Part.AGGREGATE,
                        row.subject(),
                        AggregateRows.name(aggregate, row),
                        counts,
                        missing.remove(row),
                        found -> AggregateRows.counts(aggregate, found),
                        _ -> "",
                        (facts, _) -> facts));
        each(generation.rows(aggregate), session, AggregateRows.between(partition, from, to), stored -> {
            try {
                var read = Stored.read(
                        generation.rows(aggregate), stored, row -> AggregateRows.read(aggregate, List.of(row)));
                read.forEach((row, counts) -> {
                    rows++;
                    compare.accept(row, counts);
                });
            } catch (UnreadableException failed) {
                var row = AggregateRows.key(stored);
                missing.remove(row);
                unreadable(Part.AGGREGATE, AggregateRows.name(aggregate, row), row.subject(), failed);
            }
        });
        List.copyOf(missing.keySet()).forEach(row -> compare.accept(row, null));
    }

    private Document fields(K key, Projected<S> document) {
        return mapping.insert(key, document.state())
                .append(Stored.CONTEXT, document.contextKey())
                .append(Stored.EPOCH, document.epoch())
                .append(Stored.QUARANTINED, document.quarantined());
    }

    /** Documents of a context that the log does not know. */
    List<K> unknown(String contextKey) {
        return unknown.getOrDefault(contextKey, List.of());
    }

    /** Events of a context that the log cannot apply and that are not parked, by offset. */
    Map<Long, Parked> unparked(String contextKey) {
        var found = new TreeMap<Long, Parked>();
        parked.forEach((offset, event) -> {
            if (!storedParked.contains(offset) && event.contextKey().equals(contextKey)) {
                found.put(offset, event);
            }
        });
        return found;
    }

    /** Offsets of a context at which an event waits that the log can apply, or does not hold. */
    List<Long> wronglyParked(String contextKey) {
        return storedParked.stream()
                .filter(offset ->
                        isExtra(offset) && seen.getOrDefault(offset, "").equals(contextKey))
                .toList();
    }

    /** Whether the log holds a record that is parked in the store. */
    boolean isInLog(long offset) {
        return seen.containsKey(offset);
    }

    private static <T> void each(
            MongoCollection<T> collection, ClientSession session, Bson filter, Consumer<T> visitor) {
        collection.find(session, filter).timeoutMode(TimeoutMode.ITERATION).forEach(visitor);
    }
}
