package dev.engram.runtime.audit;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.LogFold;
import dev.engram.projections.LogFold.Parked;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.audit.LogReader.IncompleteLogException;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.Stored;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Compares one range of context keys of one partition. Used once. */
final class RangeAudit<E, K, S, C> {

    private static final int PROGRESS_EVERY = 1_000;

    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final LogReader<E, K> log;
    private final StoredRange<C> stored;
    private final AuditCounts counts;
    private final LogFold<E, K, S, C> fold;
    private final Findings<E, K> findings;

    /** Events that are parked either in the store or in the fold, but not in both, by offset. */
    private final Map<Long, Parked> parkedOnce = new TreeMap<>();

    /** Offsets that are parked in the store and that the log has not shown yet. */
    private final Set<Long> unseen;

    /** End of the range: that of what is stored, or an earlier one if the log holds more than is stored. */
    private @Nullable String to;

    private int mostHeld;

    RangeAudit(
            ProjectionDefinition<E, K, S, C> definition,
            LogReader<E, K> log,
            StoredRange<C> stored,
            Limits limits,
            AuditCounts counts) {
        this.projection = definition.projection();
        this.mapping = definition.mapping();
        this.log = log;
        this.stored = stored;
        this.counts = counts;
        this.fold = new LogFold<>(projection);
        this.findings = new Findings<>(stored.partition());
        this.unseen = new HashSet<>(stored.parked());
        this.to = stored.to();
        this.mostHeld = 4 * limits.documents();
    }

    /**
     * @param progress told the number of records read, now and then
     * @return first context key of the next range; absent if this was the last one of the partition
     */
    @Nullable
    String run(LongConsumer progress) {
        boolean isFirst = stored.from().isEmpty();
        long before = counts.recordsRead;
        try {
            read(progress, this::apply);
        } catch (IncompleteLogException incomplete) {
            var detail = "%s; the checkpoint is %d"
                    .formatted(incomplete.getMessage(), stored.checkpoint().next());
            var key = String.valueOf(stored.partition());
            counts.add(new Difference(Part.CHECKPOINT, Kind.DIFFERS, stored.partition(), key, detail, null));
            return null;
        }
        if (isFirst) {
            counts.records += counts.recordsRead - before;
            unseen.forEach(offset -> parkedOnce.put(offset, new Parked("", "", "the log holds no such record")));
        }
        compareParked();
        compareDocuments();
        compareContexts();
        if (!findings.isEmpty() && counts.room() > 0) {
            read(progress, this::explain);
        }
        findings.report(counts);
        return to;
    }

    private void read(LongConsumer progress, Consumer<Entry<E, K>> visitor) {
        log.read(stored.partition(), stored.checkpoint().next(), entry -> {
            if (++counts.recordsRead % PROGRESS_EVERY == 0) {
                progress.accept(counts.recordsRead);
            }
            visitor.accept(entry);
        });
        progress.accept(counts.recordsRead);
    }

    private boolean isWithin(String contextKey) {
        return StoredRange.isWithin(contextKey, stored.from(), to);
    }

    private void apply(Entry<E, K> entry) {
        long offset = entry.origin().offset();
        unseen.remove(offset);
        // what cannot be read belongs to the first range, as if its context key were empty
        var contextKey = entry instanceof Readable<E, K> readable ? readable.contextKey() : "";
        if (isWithin(contextKey)) {
            var unapplied = switch (entry) {
                case Readable<E, K> readable -> fold.apply(offset, readable.event());
                case Unreadable<E, K>(var _, var why) -> new Parked("", why.reason(), why.detail());
            };
            if ((unapplied != null) != stored.parked().contains(offset)) {
                parkedOnce.put(
                        offset,
                        unapplied != null ? unapplied : new Parked(contextKey, "", "can be applied: replay it"));
            }
            if (fold.size() > mostHeld) {
                holdLess();
            }
        }
    }

    /** Leaves the upper half of the context keys to the next range. */
    private void holdLess() {
        var keys = List.copyOf(fold.contextKeys());
        if (keys.size() > 1) {
            to = keys.get(keys.size() / 2);
            fold.retain(this::isWithin);
        }
        mostHeld = Math.max(mostHeld, 2 * fold.size());
    }

    private void explain(Entry<E, K> entry) {
        if (entry instanceof Readable<E, K> readable
                && !fold.parked().containsKey(readable.origin().offset())) {
            findings.explain(readable, counts.room());
        }
    }

    private void compareParked() {
        parkedOnce.forEach((offset, event) -> {
            if (isWithin(event.contextKey())) {
                var kind = stored.parked().contains(offset) ? Kind.EXTRA : Kind.MISSING;
                var key = stored.partition() + "@" + offset;
                counts.add(new Difference(Part.PARKED_EVENT, kind, stored.partition(), key, event.detail(), offset));
            }
        });
    }

    private void compareDocuments() {
        var wanted = fold.documents();
        var missing = new HashSet<>(wanted.keySet());
        var sums = projection.aggregates().stream().map(Contributions::new).toList();
        for (var raw : stored.documents()) {
            if (isWithin(raw.getString(Stored.CONTEXT).getValue())) {
                counts.documents++;
                compare(raw.decode(stored.codec()), wanted, missing, sums);
            }
        }
        for (var key : missing) {
            var document = wanted.get(key);
            if (document != null) {
                sums.forEach(sum -> sum.add(key, document.state(), 1));
                differs(key, document.contextKey(), null, document);
            }
        }
        for (int i = 0; i < sums.size(); i++) {
            compareRows(projection.aggregates().get(i), sums.get(i).sums());
        }
    }

    private void compare(
            Document document, Map<K, Projected<S>> wanted, Set<K> missing, List<Contributions<K, S>> sums) {
        var contextKey = Stored.text(document, Stored.CONTEXT);
        K key;
        Projected<S> held;
        try {
            key = mapping.key(document);
            held = Stored.projected(mapping, key, document);
        } catch (RuntimeException unreadable) {
            // that it is missing is noted too, with the event that it begins with
            findings.add(
                    Part.DOCUMENT,
                    contextKey,
                    text(document.get(Stored.ID)),
                    document,
                    null,
                    true,
                    _ -> false,
                    _ -> false);
            return;
        }
        var context = stored.contexts().get(contextKey);
        var current = context == null || held.epoch() >= context.epoch()
                ? held
                : Derivation.of(projection, held.state(), contextKey, context);
        var expected = wanted.get(key);
        missing.remove(key);
        if (expected != null) {
            // the counts of a stale document are those of its stored figures
            sums.forEach(sum -> sum.add(key, current == held ? expected.state() : held.state(), 1));
        }
        if (!current.equals(expected)) {
            differs(key, contextKey, current, expected);
        }
    }

    private void differs(K key, String contextKey, @Nullable Projected<S> held, @Nullable Projected<S> wanted) {
        var state = held == null ? projection.initial(key) : held.state();
        findings.add(
                Part.DOCUMENT,
                contextKey,
                text(mapping.id(key)),
                held == null ? null : fields(key, held),
                wanted == null ? null : fields(key, wanted),
                wanted == null || !projection.underived(state).equals(projection.underived(wanted.state())),
                readable -> readable.keys().contains(key),
                event -> !projection.apply(state, event).equals(state));
    }

    private void compareContexts() {
        for (var key : union(stored.contexts(), fold.contexts())) {
            var held = stored.contexts().get(key);
            var wanted = fold.contexts().get(key);
            counts.contexts += held != null && isWithin(key) ? 1 : 0;
            var context = held == null ? projection.initialContext() : held.context();
            boolean isEqual = held != null
                    && wanted != null
                    && held.epoch() == wanted.epoch()
                    && context.equals(wanted.context());
            if (isWithin(key) && !isEqual) {
                findings.add(
                        Part.CONTEXT,
                        key,
                        key,
                        fields(held),
                        fields(wanted),
                        wanted == null || !context.equals(wanted.context()),
                        _ -> true,
                        event -> !projection.applyContext(context, event).equals(context));
            }
        }
    }

    private void compareRows(Aggregate<K, S> aggregate, Map<AggregateKey, long[]> wanted) {
        var held = new HashMap<>(stored.rows().getOrDefault(aggregate.name(), Map.of()));
        held.keySet().removeIf(row -> !isWithin(row.subject()));
        counts.rows += held.size();
        for (var row : union(held, wanted)) {
            if (!Arrays.equals(held.get(row), wanted.get(row))) {
                findings.add(
                        Part.AGGREGATE,
                        row.subject(),
                        aggregate.name() + "/" + row.subject() + "/" + row.day(),
                        fields(aggregate, held.get(row)),
                        fields(aggregate, wanted.get(row)),
                        false,
                        _ -> true,
                        _ -> false);
            }
        }
    }

    private static <T> Set<T> union(Map<T, ?> one, Map<T, ?> other) {
        var keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    private Document fields(K key, Projected<S> document) {
        return new Document(mapping.insert(key, document.state()))
                .append(Stored.CONTEXT, document.contextKey())
                .append(Stored.EPOCH, document.epoch())
                .append(Stored.QUARANTINED, document.quarantined());
    }

    private @Nullable Document fields(@Nullable ProjectedContext<C> context) {
        return context == null
                ? null
                : new Document(mapping.insertContext(context.context())).append(Stored.EPOCH, context.epoch());
    }

    private static @Nullable Document fields(Aggregate<?, ?> aggregate, long @Nullable [] counts) {
        var fields = new Document();
        for (int i = 0; counts != null && i < counts.length; i++) {
            fields.append(aggregate.counts().get(i), counts[i]);
        }
        return counts == null ? null : fields;
    }

    /** A key in full. */
    private static String text(@Nullable Object id) {
        return id instanceof Document document
                ? String.join(
                        "/", document.values().stream().map(String::valueOf).toList())
                : String.valueOf(id);
    }
}
