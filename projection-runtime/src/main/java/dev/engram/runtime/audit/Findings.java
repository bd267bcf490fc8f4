package dev.engram.runtime.audit;

import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The differences of one range, while the events that explain them are looked for. */
final class Findings<E, K> {

    private static final int MOST_FIELDS = 4;
    private static final int LONGEST_VALUE = 60;

    private record Finding<E, K>(
            Part part,
            Kind kind,
            String contextKey,
            String key,
            String detail,
            boolean factsDiffer,
            Predicate<Readable<E, K>> concerns,
            Predicate<E> changes,
            Offsets offsets) {}

    /** Of the events of a finding. */
    private static final class Offsets {
        private @Nullable Long firstUnapplied;
        private @Nullable Long last;
    }

    private final int partition;
    private final List<Finding<E, K>> findings = new ArrayList<>();

    Findings(int partition) {
        this.partition = partition;
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /**
     * Notes a difference.
     *
     * @param held fields that are stored; absent if nothing is
     * @param wanted fields by the log; absent if it gives nothing
     * @param factsDiffer not only figures
     * @param concerns whether an event of the context has to do with it
     * @param changes whether such an event, applied to what is stored, changes its facts
     */
    void add(
            Part part,
            String contextKey,
            String key,
            @Nullable Document held,
            @Nullable Document wanted,
            boolean factsDiffer,
            Predicate<Readable<E, K>> concerns,
            Predicate<E> changes) {
        var kind = held == null ? Kind.MISSING : wanted == null ? Kind.EXTRA : Kind.DIFFERS;
        var detail = held == null
                ? "not stored"
                : wanted == null ? "the log knows nothing of it" : differences(held, wanted);
        findings.add(new Finding<>(part, kind, contextKey, key, detail, factsDiffer, concerns, changes, new Offsets()));
    }

    /** Takes in an event that was applied, for at most the first {@code most} differences. */
    void explain(Readable<E, K> readable, int most) {
        for (var finding : findings.subList(0, Math.min(findings.size(), most))) {
            if (finding.contextKey.equals(readable.contextKey()) && finding.concerns.test(readable)) {
                finding.offsets.last = readable.origin().offset();
                if (finding.offsets.firstUnapplied == null && isUnapplied(finding, readable.event())) {
                    finding.offsets.firstUnapplied = finding.offsets.last;
                }
            }
        }
    }

    private static <E> boolean isUnapplied(Finding<E, ?> finding, E event) {
        try {
            return finding.changes.test(event);
        } catch (RuntimeException | StackOverflowError refused) {
            return true;
        }
    }

    /** Hands over the differences with what explains them: a row of counts by the documents of its context. */
    void report(AuditCounts counts) {
        var unapplied = new HashMap<String, Long>();
        for (var finding : findings) {
            if (finding.offsets.firstUnapplied != null) {
                unapplied.merge(finding.contextKey, finding.offsets.firstUnapplied, Math::min);
            }
        }
        for (var finding : findings) {
            var first =
                    finding.part == Part.AGGREGATE ? unapplied.get(finding.contextKey) : finding.offsets.firstUnapplied;
            var prefix = "";
            Long offset = null;
            if (finding.kind != Kind.EXTRA) {
                offset = first != null ? first : finding.factsDiffer ? null : finding.offsets.last;
                prefix = first != null
                        ? "an event is not applied; "
                        : finding.factsDiffer
                                ? "holds what the log does not; "
                                : "figures differ, all events are applied; ";
            }
            counts.add(new Difference(
                    finding.part, finding.kind, partition, finding.key, prefix + finding.detail, offset));
        }
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
}
