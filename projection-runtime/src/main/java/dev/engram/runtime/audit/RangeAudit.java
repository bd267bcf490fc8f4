package dev.engram.runtime.audit;

import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.LogFold;
import dev.engram.projections.LogFold.Parked;
import dev.engram.projections.Projected;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Compares what is stored of one range with a fold of the log. Used once. */
final class RangeAudit<E, K, S, C> {

    private static final int MOST_FIELDS = 4;
    private static final int LONGEST_VALUE = 60;

    /** What events concern: a document by its key, a context or all rows of a context by the context key. */
    private record Subject(Part part, Object key) {}

    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final StoredRange<K, S, C> stored;
    private final LogFold<E, K, S, C> fold;
    private final List<Difference> differences = new ArrayList<>();

    /** Offsets of the last event that was applied to each, and of the first one that what is stored lacks. */
    private final Map<Subject, Long> lastApplied = new HashMap<>();

    private final Map<Subject, Long> firstLacking = new HashMap<>();

    /** Events that are parked either in the store or in the fold, but not in both, by offset. */
    private final Map<Long, Parked> parkedOnce = new TreeMap<>();

    /** Offsets that are parked in the store and that the log has not shown yet. */
    private final Set<Long> unseen;

    private int mostHeld;

    RangeAudit(
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            StoredRange<K, S, C> stored,
            Limits limits) {
        this.projection = projection;
        this.mapping = mapping;
        this.stored = stored;
        this.fold = new LogFold<>(projection);
        this.unseen = new HashSet<>(stored.parked);
        this.mostHeld = 4 * limits.documents();
    }

    /** Takes in the next record of the log. The range ends earlier if the log holds much more than is stored. */
    void apply(Entry<E, K> entry) {
        long offset = entry.origin().offset();
        unseen.remove(offset);
        // what cannot be read belongs to the first range, as if its context key were empty
        var contextKey = entry instanceof Readable<E, K> readable ? readable.contextKey() : "";
        if (!stored.isWithin(contextKey)) {
            return;
        }
        var unapplied = switch (entry) {
            case Readable<E, K> readable -> apply(readable);
            case Unreadable<E, K>(var _, var why) -> new Parked("", why.reason(), why.detail());
        };
        if ((unapplied != null) != stored.parked.contains(offset)) {
            parkedOnce.put(
                    offset, unapplied != null ? unapplied : new Parked(contextKey, "", "can be applied: replay it"));
        }
        if (fold.size() > mostHeld) {
            var keys = List.copyOf(fold.contextKeys());
            if (keys.size() > 1) {
                stored.endBefore(keys.get(keys.size() / 2));
                fold.retain(stored::isWithin);
            }
            mostHeld = Math.max(mostHeld, 2 * fold.size());
        }
    }

    private @Nullable Parked apply(Readable<E, K> readable) {
        var event = readable.event();
        var unapplied = fold.apply(readable.origin().offset(), event);
        if (unapplied == null) {
            var contextKey = readable.contextKey();
            var context = stored.contexts.get(contextKey);
            note(
                    new Subject(Part.CONTEXT, contextKey),
                    readable,
                    context == null ? projection.initialContext() : context.context(),
                    held -> projection.applyContext(held, event));
            for (var key : readable.keys()) {
                var document = stored.documents.get(key);
                note(
                        new Subject(Part.DOCUMENT, key),
                        readable,
                        document == null ? projection.initial(key) : document.state(),
                        held -> projection.apply(held, event));
            }
        }
        return unapplied;
    }

    /** Notes that an event was applied to a subject, and whether it would change the facts that are stored. */
    private <T> void note(Subject subject, Readable<E, K> readable, T held, UnaryOperator<T> apply) {
        long offset = readable.origin().offset();
        var rows = new Subject(Part.AGGREGATE, readable.contextKey());
        lastApplied.put(subject, offset);
        lastApplied.put(rows, offset);
        if (!firstLacking.containsKey(subject) && changes(apply, held)) {
            firstLacking.put(subject, offset);
            firstLacking.putIfAbsent(rows, offset);
        }
    }

    private static <T> boolean changes(UnaryOperator<T> apply, T held) {
        try {
            return !apply.apply(held).equals(held);
        } catch (RuntimeException | StackOverflowError refused) {
            return true;
        }
    }

    /** What differs, once the whole log was taken in, with the events that explain it. */
    List<Difference> differences() {
        unseen.forEach(offset -> parkedOnce.put(offset, new Parked("", "", "the log holds no such record")));
        parkedOnce.values().removeIf(event -> !stored.isWithin(event.contextKey()));
        parkedOnce.forEach((offset, event) -> add(
                Part.PARKED_EVENT,
                stored.parked.contains(offset) ? Kind.EXTRA : Kind.MISSING,
                stored.partition + "@" + offset,
                event.detail(),
                offset));
        // that it is missing is noted too, with the event that it begins with
        stored.unreadable.forEach(
                document -> add(Part.DOCUMENT, Kind.EXTRA, name(document.get(Stored.ID)), "cannot be read", null));
        var wanted = fold.documents();
        var current = new HashMap<K, Projected<S>>();
        stored.documents.forEach((key, document) -> current.put(key, current(document)));
        compare(
                Part.DOCUMENT,
                current,
                wanted,
                key -> name(mapping.id(key)),
                key -> key,
                this::fields,
                (key, document) -> projection.underived(document == null ? projection.initial(key) : document.state()));
        compare(
                Part.CONTEXT,
                stored.contexts,
                fold.contexts(),
                key -> key,
                key -> key,
                (_, context) -> mapping.insertContext(context.context()).append(Stored.EPOCH, context.epoch()),
                (_, context) -> context == null ? projection.initialContext() : context.context());
        for (var aggregate : projection.aggregates()) {
            var sums = new Contributions<>(aggregate);
            // the counts of a stale document are those of its stored figures
            wanted.forEach((key, document) -> {
                var held = stored.documents.get(key);
                sums.add(key, (held == null || current.get(key) == held ? document : held).state(), 1);
            });
            compare(
                    Part.AGGREGATE,
                    stored.rows.getOrDefault(aggregate.name(), Map.of()),
                    sums.sums(),
                    row -> aggregate.name() + "/" + row.subject() + "/" + row.day(),
                    AggregateKey::subject,
                    (_, counts) -> fields(aggregate.counts(), counts),
                    (_, _) -> "");
        }
        return differences;
    }

    /** A document with figures of the stored context. */
    private Projected<S> current(Projected<S> document) {
        var context = stored.contexts.get(document.contextKey());
        return context == null || document.epoch() >= context.epoch()
                ? document
                : Derivation.of(projection, document.state(), document.contextKey(), context);
    }

    /**
     * Compares what is stored with what the log gives.
     *
     * @param name key of a difference
     * @param subject key of its {@link Subject}
     * @param fields of what is compared
     * @param facts what the events say of it, or of nothing, without what is derived from that
     */
    private <T, V> void compare(
            Part part,
            Map<T, V> held,
            Map<T, V> wanted,
            Function<T, String> name,
            Function<T, Object> subject,
            BiFunction<T, V, Document> fields,
            BiFunction<T, @Nullable V, Object> facts) {
        var keys = new HashSet<>(held.keySet());
        keys.addAll(wanted.keySet());
        for (var key : keys) {
            var one = held.get(key);
            var other = wanted.get(key);
            if (other == null) {
                add(part, Kind.EXTRA, name.apply(key), "the log knows nothing of it", null);
            } else if (!Objects.deepEquals(one, other)) {
                var about = new Subject(part, subject.apply(key));
                var first = firstLacking.get(about);
                boolean factsDiffer = !facts.apply(key, one).equals(facts.apply(key, other));
                var why = first != null
                        ? "an event is not applied; "
                        : factsDiffer ? "holds what the log does not; " : "figures differ, all events are applied; ";
                var what = one == null ? "not stored" : differences(fields.apply(key, one), fields.apply(key, other));
                var offset = first != null || factsDiffer ? first : lastApplied.get(about);
                add(part, one == null ? Kind.MISSING : Kind.DIFFERS, name.apply(key), why + what, offset);
            }
        }
    }

    private void add(Part part, Kind kind, String key, String detail, @Nullable Long offset) {
        differences.add(new Difference(part, kind, stored.partition, key, detail, offset));
    }

    private Document fields(K key, Projected<S> document) {
        return mapping.insert(key, document.state())
                .append(Stored.CONTEXT, document.contextKey())
                .append(Stored.EPOCH, document.epoch())
                .append(Stored.QUARANTINED, document.quarantined());
    }

    private static Document fields(List<String> names, long[] counts) {
        var fields = new Document();
        for (int i = 0; i < counts.length; i++) {
            fields.append(names.get(i), counts[i]);
        }
        return fields;
    }

    /** The first fields that differ; of lists, whose order means nothing, the sizes. */
    private static String differences(Document held, Document wanted) {
        var names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(held.keySet());
        return names.stream()
                .filter(name -> !unordered(held.get(name)).equals(unordered(wanted.get(name))))
                .limit(MOST_FIELDS)
                .map(name -> "%s is %s, by the log %s".formatted(name, text(held.get(name)), text(wanted.get(name))))
                .collect(Collectors.joining("; "));
    }

    private static Object unordered(@Nullable Object value) {
        return value instanceof List<?> list ? new HashSet<Object>(list) : String.valueOf(value);
    }

    private static String text(@Nullable Object value) {
        var text = value instanceof List<?> list ? list.size() + " entries" : String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    /** A key in full. */
    private static String name(@Nullable Object id) {
        return id instanceof Document document
                ? document.values().stream().map(String::valueOf).collect(Collectors.joining("/"))
                : String.valueOf(id);
    }
}
