package dev.engram.runtime.audit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an audit has compared, found and written.
 *
 * @param records of the log up to the checkpoints
 * @param documents stored
 * @param contexts stored
 * @param aggregateRows stored, without those whose counts are all 0
 * @param differences number of all that were found; 0 if the store is what the log gives
 * @param repaired number of the differences whose place was written as the log gives it, at most {@code differences}
 * @param written number of documents, contexts, rows and parked events that were written for that; one difference may take several
 * @param notCompared what was not compared; of most of it a difference says why, too
 * @param seconds that the audit took
 * @param first the first of the differences, 100 at most
 */
public record AuditReport(
        int generation,
        long records,
        long documents,
        long contexts,
        long aggregateRows,
        long differences,
        long repaired,
        long written,
        List<NotCompared> notCompared,
        double seconds,
        List<Difference> first) {

    public AuditReport {
        notCompared = List.copyOf(notCompared);
        first = List.copyOf(first);
    }

    static AuditReport empty(int generation) {
        return new AuditReport(generation, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, List.of());
    }

    /** What this and another part of the same audit come to. */
    AuditReport plus(AuditReport more) {
        return new AuditReport(
                generation,
                records + more.records,
                documents + more.documents,
                contexts + more.contexts,
                aggregateRows + more.aggregateRows,
                differences + more.differences,
                repaired + more.repaired,
                written + more.written,
                both(notCompared, more.notCompared),
                seconds + more.seconds,
                both(first, more.first));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    AuditReport took(Duration time) {
        return new AuditReport(
                generation,
                records,
                documents,
                contexts,
                aggregateRows,
                differences,
                repaired,
                written,
                notCompared,
                time.toMillis() / 1e3,
                first);
    }

    /** Differences that were not repaired. */
    public long left() {
        return differences - repaired;
    }

    /** Whether everything was compared, and nothing differs or everything that did was repaired. */
    public boolean isEqual() {
        return left() == 0 && notCompared.isEmpty();
    }

    /** A part of the store of which an audit says nothing. */
    public record NotCompared(String what, String why) {}

    /** What differs. */
    public enum Part {
        DOCUMENT,
        CONTEXT,
        /** A row of an aggregate. */
        AGGREGATE,
        PARKED_EVENT,
        /** That a context was erased. */
        ERASURE,
        /** The log does not lead to the checkpoint; nothing more of the partition was compared. */
        CHECKPOINT
    }

    /** How the store differs from the log. */
    public enum Kind {
        MISSING,
        EXTRA,
        DIFFERS
    }

    /**
     * One difference.
     *
     * @param key in full, not shortened as in logs; the partition for a checkpoint
     * @param detail what differs, in a few words
     * @param offset first event that explains it; absent for what the log does not know
     */
    public record Difference(
            Part part,
            Kind kind,
            int partition,
            String key,
            String detail,
            @Nullable Long offset) {}
}
