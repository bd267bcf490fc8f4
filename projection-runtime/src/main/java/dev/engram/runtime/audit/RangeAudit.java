package dev.engram.runtime.audit;

import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.LogFold;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.LogReader.IncompleteLogException;
import dev.engram.runtime.audit.StoredRange.Limits;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Compares one range of context keys of one partition. Used once. */
final class RangeAudit<E, K, S, C> {

    /** A difference while the events that explain it are looked for. */
    private static final class Finding<K, S, C> {
        final Kind kind;
        final String contextKey;
        final String key;
        String detail;

        @Nullable
        K documentKey;
        /** What is stored, or what a fold begins with. */
        @Nullable
        S state;

        @Nullable
        C context;

        boolean factsDiffer = true;

        @Nullable
        Long firstUnapplied;

        @Nullable
        Long last;

        Finding(Kind kind, String contextKey, String key, String detail) {
            this.kind = kind;
            this.contextKey = contextKey;
            this.key = key;
            this.detail = detail;
        }
    }

    private static final int PROGRESS_EVERY = 1_000;
    private static final int MOST_FIELDS = 4;
    private static final int LONGEST_VALUE = 60;

    /** In place of the context key of an event that cannot be read. */
    private static final String UNREADABLE = "";

    private final Projection<E, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final LogReader<E, K> log;
    private final StoredRange<C> stored;
    private final AuditResult result;
    private final LogFold<E, K, S, C> fold;
    private final List<Finding<K, S, C>> findings = new ArrayList<>();

    /** End of the range: that of what is stored, or an earlier one if the log holds more than is stored. */
    private @Nullable String to;

    private int mostHeld;

    /** Context keys of the stored parked events that the log holds, by offset. */
    private final Map<Long, String> parkedContexts = new HashMap<>();

    RangeAudit(
            ProjectionDefinition<E, K, S, C> definition,
            LogReader<E, K> log,
            StoredRange<C> stored,
            Limits limits,
            AuditResult result) {
        this.projection = definition.projection();
        this.mapping = definition.mapping();
        this.log = log;
        this.stored = stored;
        this.result = result;
        this.fold = new LogFold<>(projection);
        this.to = stored.to();
        this.mostHeld = 4 * limits.documents();
    }

    /**
     * @param progress told the number of records read, now and then
     * @return first context key of the next range; absent if this was the last one of the partition
     */
    @Nullable
    String run(LongConsumer progress) {
        long before = result.recordsRead();
        try {
            read(progress, this::apply);
        } catch (IncompleteLogException incomplete) {
            var detail = "%s; the checkpoint is %d"
                    .formatted(incomplete.getMessage(), stored.checkpoint().next());
            result.add(new Difference(Kind.CHECKPOINT, stored.partition(), "", detail, null));
            return null;
        }
        if (isFirst()) {
            result.partitionHeld(result.recordsRead() - before);
        }
        compareParked();
        compare();
        if (!findings.isEmpty()) {
            read(progress, this::explain);
            report();
        }
        return to;
    }

    private boolean isFirst() {
        return stored.from().isEmpty();
    }

    private boolean isWithin(String contextKey) {
        return StoredRange.isWithin(contextKey, stored.from(), to);
    }

    private void read(LongConsumer progress, Consumer<Entry<E, K>> visitor) {
        log.read(stored.partition(), stored.checkpoint().next(), entry -> {
            long read = result.readAnother();
            if (read % PROGRESS_EVERY == 0) {
                progress.accept(read);
            }
            visitor.accept(entry);
        });
        progress.accept(result.recordsRead());
    }

    private void apply(Entry<E, K> entry) {
        long offset = entry.origin().offset();
        boolean isParked = stored.parked().contains(offset);
        if (entry instanceof Readable<E, K> readable) {
            if (isParked) {
                parkedContexts.put(offset, readable.contextKey());
            }
            if (isWithin(readable.contextKey())) {
                apply(offset, readable.event());
            }
        } else if (entry instanceof Unreadable<E, K>(var _, var why) && isFirst()) {
            if (isParked) {
                parkedContexts.put(offset, UNREADABLE);
            } else {
                parked(Kind.PARKED_MISSING, offset, why.detail());
            }
        }
    }

    private void apply(long offset, E event) {
        var _ = fold.apply(offset, event);
        if (fold.size() > mostHeld) {
            holdLess();
        }
    }

    private void compareParked() {
        fold.parked().forEach((offset, event) -> {
            if (!stored.parked().contains(offset)) {
                parked(Kind.PARKED_MISSING, offset, event.detail());
            }
        });
        for (long offset : stored.parked()) {
            var contextKey = parkedContexts.get(offset);
            if (contextKey == null) {
                if (isFirst()) {
                    parked(Kind.PARKED_EXTRA, offset, "the log holds no such record");
                }
            } else if (!contextKey.equals(UNREADABLE)
                    && isWithin(contextKey)
                    && !fold.parked().containsKey(offset)) {
                parked(Kind.PARKED_EXTRA, offset, "can be applied: replay it");
            }
        }
    }

    /** Leaves the upper half of the context keys to the next range. */
    private void holdLess() {
        var keys = List.copyOf(fold.contextKeys());
        if (keys.size() > 1) {
            var end = keys.get(keys.size() / 2);
            to = end;
            fold.retain(this::isWithin);
        }
        mostHeld = Math.max(mostHeld, 2 * fold.size());
    }

    private void compare() {
        var expected = fold.documents();
        var unseen = new HashSet<>(expected.keySet());
        var sums = projection.aggregates().stream().map(Contributions::new).toList();
        long documents = 0;
        for (var raw : stored.documents()) {
            var contextKey = raw.getString(Stored.CONTEXT).getValue();
            if (isWithin(contextKey)) {
                documents++;
                compare(raw, contextKey, expected, unseen, sums);
            }
        }
        for (var key : unseen) {
            var missing = Objects.requireNonNull(expected.get(key));
            sums.forEach(sum -> sum.add(key, missing.state(), 1));
            var finding = find(Kind.DOCUMENT_MISSING, missing.contextKey(), keyText(mapping.id(key)), "not stored");
            finding.documentKey = key;
            finding.state = projection.initial(key);
        }
        long contexts = compareContexts();
        long rows = 0;
        for (int i = 0; i < sums.size(); i++) {
            var aggregate = projection.aggregates().get(i);
            var held = new HashMap<>(Objects.requireNonNull(stored.rows().get(aggregate.name())));
            held.keySet().removeIf(row -> !isWithin(row.subject()));
            rows += held.size();
            compareRows(aggregate.name(), aggregate.counts(), sums.get(i).sums(), held);
        }
        result.compared(documents, contexts, rows);
    }

    private void compare(
            RawBsonDocument raw,
            String contextKey,
            Map<K, Projected<S>> expected,
            Set<K> unseen,
            List<Contributions<K, S>> sums) {
        var document = raw.decode(stored.codec());
        K key;
        Projected<S> asStored;
        try {
            key = mapping.key(document);
            asStored = Stored.projected(mapping, key, document);
        } catch (RuntimeException unreadable) {
            // that it is missing is reported too, with the event that it begins with
            find(
                    Kind.DOCUMENT_EXTRA,
                    contextKey,
                    keyText(Objects.requireNonNull(document.get(Stored.ID))),
                    "cannot be read: " + Derivation.reason(unreadable));
            return;
        }
        var context = stored.contexts().get(contextKey);
        boolean isStale = context != null && asStored.epoch() < context.epoch();
        var current = isStale ? Derivation.of(projection, asStored.state(), contextKey, context) : asStored;
        var wanted = expected.get(key);
        if (wanted == null) {
            find(Kind.DOCUMENT_EXTRA, contextKey, keyText(mapping.id(key)), "the log knows nothing of it");
            return;
        }
        unseen.remove(key);
        // the counts of a stale document are those of its stored figures
        sums.forEach(sum -> sum.add(key, isStale ? asStored.state() : wanted.state(), 1));
        if (!wanted.equals(current)) {
            var finding = find(
                    Kind.DOCUMENT_DIFFERS,
                    contextKey,
                    keyText(mapping.id(key)),
                    differences(fields(key, current), fields(key, wanted)));
            finding.documentKey = key;
            finding.state = current.state();
            finding.factsDiffer = !projection.underived(current.state()).equals(projection.underived(wanted.state()));
        }
    }

    private long compareContexts() {
        var expected = new HashMap<>(fold.contexts());
        long compared = 0;
        for (var entry : stored.contexts().entrySet()) {
            var contextKey = entry.getKey();
            if (!isWithin(contextKey)) {
                continue;
            }
            compared++;
            var held = entry.getValue();
            var wanted = expected.remove(contextKey);
            if (wanted == null) {
                find(Kind.CONTEXT_EXTRA, contextKey, contextKey, "the log knows nothing of it");
            } else if (held.epoch() != wanted.epoch() || !held.context().equals(wanted.context())) {
                var finding =
                        find(Kind.CONTEXT_DIFFERS, contextKey, contextKey, differences(fields(held), fields(wanted)));
                finding.context = held.context();
                finding.factsDiffer = !held.context().equals(wanted.context());
            }
        }
        expected.keySet()
                .forEach(contextKey -> find(Kind.CONTEXT_MISSING, contextKey, contextKey, "not stored").context =
                        projection.initialContext());
        return compared;
    }

    private void compareRows(
            String aggregate, List<String> names, Map<AggregateKey, long[]> expected, Map<AggregateKey, long[]> held) {
        var keys = new HashSet<>(expected.keySet());
        keys.addAll(held.keySet());
        var zeros = new long[names.size()];
        for (var key : keys) {
            var wanted = expected.getOrDefault(key, zeros);
            var found = held.getOrDefault(key, zeros);
            if (!Arrays.equals(wanted, found)) {
                var kind = wanted == zeros
                        ? Kind.AGGREGATE_EXTRA
                        : found == zeros ? Kind.AGGREGATE_MISSING : Kind.AGGREGATE_DIFFERS;
                var name = "%s/%s/%d".formatted(aggregate, key.subject(), key.day());
                find(kind, key.subject(), name, differences(counts(names, found), counts(names, wanted)));
            }
        }
    }

    /** Counts a difference; those that are not kept need no explanation. */
    private Finding<K, S, C> find(Kind kind, String contextKey, String key, String detail) {
        var finding = new Finding<K, S, C>(kind, contextKey, key, detail);
        findings.add(finding);
        return finding;
    }

    private void parked(Kind kind, long offset, String detail) {
        result.add(new Difference(kind, stored.partition(), stored.partition() + "@" + offset, detail, offset));
    }

    private void explain(Entry<E, K> entry) {
        long offset = entry.origin().offset();
        if (entry instanceof Readable<E, K> readable && !fold.parked().containsKey(offset)) {
            for (var finding : findings.subList(0, Math.min(findings.size(), Math.max(1, result.room())))) {
                if (finding.contextKey.equals(readable.contextKey())) {
                    explain(finding, readable, offset);
                }
            }
        }
    }

    private void explain(Finding<K, S, C> finding, Readable<E, K> readable, long offset) {
        var event = readable.event();
        if (finding.documentKey != null && !readable.keys().contains(finding.documentKey)) {
            return;
        }
        finding.last = offset;
        if (finding.firstUnapplied == null && isUnapplied(finding, event)) {
            finding.firstUnapplied = offset;
        }
    }

    private boolean isUnapplied(Finding<K, S, C> finding, E event) {
        try {
            if (finding.state != null) {
                return !projection.apply(finding.state, event).equals(finding.state);
            }
            return finding.context != null
                    && !projection.applyContext(finding.context, event).equals(finding.context);
        } catch (RuntimeException | StackOverflowError refused) {
            return true;
        }
    }

    private void report() {
        var unapplied = new HashMap<String, Long>();
        for (var finding : findings) {
            if (finding.firstUnapplied != null) {
                unapplied.merge(finding.contextKey, finding.firstUnapplied, Math::min);
            }
        }
        for (var finding : findings) {
            result.add(explained(finding, unapplied.get(finding.contextKey)));
        }
    }

    private Difference explained(Finding<K, S, C> finding, @Nullable Long unappliedInContext) {
        return switch (finding.kind) {
            case DOCUMENT_EXTRA, CONTEXT_EXTRA, AGGREGATE_EXTRA -> difference(finding, "", null);
            case AGGREGATE_MISSING, AGGREGATE_DIFFERS ->
                difference(finding, "", unappliedInContext == null ? finding.last : unappliedInContext);
            default -> {
                if (finding.firstUnapplied != null) {
                    yield difference(finding, "an event is not applied; ", finding.firstUnapplied);
                }
                yield finding.factsDiffer
                        ? difference(finding, "holds what the log does not; ", null)
                        : difference(finding, "figures differ, all events are applied; ", finding.last);
            }
        };
    }

    private Difference difference(Finding<K, S, C> finding, String prefix, @Nullable Long offset) {
        return new Difference(finding.kind, stored.partition(), finding.key, prefix + finding.detail, offset);
    }

    private Document fields(K key, Projected<S> document) {
        return new Document(mapping.insert(key, document.state()))
                .append(Stored.CONTEXT, document.contextKey())
                .append(Stored.EPOCH, document.epoch())
                .append(Stored.QUARANTINED, document.quarantined());
    }

    private Document fields(ProjectedContext<C> context) {
        return new Document(mapping.insertContext(context.context())).append(Stored.EPOCH, context.epoch());
    }

    private static Document counts(List<String> names, long[] counts) {
        var fields = new Document();
        for (int i = 0; i < counts.length; i++) {
            fields.append(names.get(i), counts[i]);
        }
        return fields;
    }

    /** The first fields that differ; of lists, whose order may mean nothing, the sizes. */
    private static String differences(Document held, Document wanted) {
        var names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(held.keySet());
        return names.stream()
                .filter(name -> !unordered(held.get(name)).equals(unordered(wanted.get(name))))
                .limit(MOST_FIELDS)
                .map(name -> "%s is %s, by the log %s".formatted(name, text(held.get(name)), text(wanted.get(name))))
                .reduce((one, other) -> one + "; " + other)
                .orElse("not equal");
    }

    private static Object unordered(@Nullable Object value) {
        return value instanceof List<?> list ? Set.copyOf(new HashSet<Object>(list)) : String.valueOf(value);
    }

    private static String text(@Nullable Object value) {
        var text = switch (value) {
            case null -> "absent";
            case List<?> list -> list.size() + " entries";
            default -> keyText(value);
        };
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    private static String keyText(Object value) {
        return value instanceof Document document
                ? String.join(
                        "/", document.values().stream().map(String::valueOf).toList())
                : value.toString();
    }
}
