package dev.engram.runtime.audit;

import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What differs in one {@link AuditedRange}, and the events that explain it. */
final class AuditFindings<E, K> {

    /**
     * A difference to be explained.
     *
     * @param subject key of a document, or context key: says which events concern it
     * @param changes whether an event changes the facts that are stored
     */
    private record Finding<E>(Difference difference, Object subject, boolean factsDiffer, Predicate<E> changes) {}

    private final int partition;
    private final int room;
    private final List<Finding<E>> unexplained = new ArrayList<>();

    /** Offset of the last event of a finding, and of the first that what is stored lacks: also by context key. */
    private final Map<Finding<E>, Long> last = new HashMap<>();

    private final Map<Object, Long> firstLacking = new HashMap<>();

    private final List<Difference> differences = new ArrayList<>();
    private long count;

    /** @param room for differences that are kept; all are counted */
    AuditFindings(int partition, int room) {
        this.partition = partition;
        this.room = room;
    }

    void clear() {
        count = 0;
        differences.clear();
        unexplained.clear();
    }

    /** Whether {@link #explain} is not needed. */
    boolean areExplained() {
        return unexplained.isEmpty();
    }

    /** Number of differences, those that are not kept included; complete after {@link #report}. */
    long count() {
        return count;
    }

    /** Those that are kept; complete after {@link #report}. */
    List<Difference> differences() {
        return differences;
    }

    /** Adds a difference that no event needs to explain. */
    void add(Part part, Kind kind, String key, String detail, @Nullable Long offset) {
        count++;
        if (differences.size() < room) {
            differences.add(new Difference(part, kind, partition, key, detail, offset));
        }
    }

    /**
     * @param fields of what is compared
     * @param facts what the events say of it, or of nothing, without what is derived from that
     * @param apply adds an event to the facts
     * @return whether they differ
     */
    <V, F> boolean compare(
            Part part,
            Object subject,
            String key,
            @Nullable V held,
            @Nullable V wanted,
            Function<V, Document> fields,
            Function<@Nullable V, F> facts,
            BiFunction<F, E, F> apply) {
        if (wanted == null) {
            add(part, Kind.EXTRA, key, "the log knows nothing of it", null);
        } else if (Objects.deepEquals(held, wanted)) {
            return false;
        } else if (unexplained.size() + differences.size() < room) {
            var known = facts.apply(held);
            var kind = held == null ? Kind.MISSING : Kind.DIFFERS;
            var detail =
                    held == null ? "not stored" : FieldDifferences.between(fields.apply(held), fields.apply(wanted));
            var difference = new Difference(part, kind, partition, key, detail, null);
            boolean factsDiffer = !known.equals(facts.apply(wanted));
            unexplained.add(new Finding<>(
                    difference,
                    subject,
                    factsDiffer,
                    event -> !apply.apply(known, event).equals(known)));
        } else {
            count++;
        }
        return true;
    }

    /** Looks whether an event of the log, which is not parked, explains a difference; call in the order of offsets. */
    void explain(Entry<E, K> entry) {
        long offset = entry.origin().offset();
        if (entry instanceof Readable<E, K>(var _, var event, var contextKey, var keys)) {
            for (var finding : unexplained) {
                var isConcerned = finding.difference.part() == Part.DOCUMENT
                        ? keys.contains(finding.subject)
                        : contextKey.equals(finding.subject);
                if (isConcerned) {
                    last.put(finding, offset);
                    if (!firstLacking.containsKey(finding) && isLacking(finding, event)) {
                        firstLacking.put(finding, offset);
                        firstLacking.putIfAbsent(contextKey, offset);
                    }
                }
            }
        }
    }

    /** Adds what was explained to the differences. */
    void report() {
        unexplained.forEach(this::report);
    }

    /** Adds a finding with the event that explains it: rows of counts by the documents of their context. */
    private void report(Finding<E> finding) {
        var difference = finding.difference;
        var first = firstLacking.get(difference.part() == Part.AGGREGATE ? finding.subject : finding);
        var why = first != null
                ? "an event is not applied; "
                : finding.factsDiffer ? "holds what the log does not; " : "figures differ, all events are applied; ";
        var offset = first != null || finding.factsDiffer ? first : last.get(finding);
        add(difference.part(), difference.kind(), difference.key(), why + difference.detail(), offset);
    }

    private static <E> boolean isLacking(Finding<E> finding, E event) {
        try {
            return finding.changes.test(event);
        } catch (RuntimeException | StackOverflowError refused) {
            return true;
        }
    }
}
