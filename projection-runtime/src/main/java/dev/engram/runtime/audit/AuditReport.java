package dev.engram.runtime.audit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an audit has compared and found.
 *
 * @param records of the log up to the checkpoints
 * @param documents stored
 * @param contexts stored
 * @param aggregateRows stored, without those whose counts are all 0
 * @param differences number of all that were found; 0 if the store is what the log gives
 * @param repaired number of documents, contexts, rows and parked events that were written as the log gives them
 * @param seconds that the audit took
 * @param first the first of them, 100 at most
 */
public record AuditReport(
        int generation,
        long records,
        long documents,
        long contexts,
        long aggregateRows,
        long differences,
        long repaired,
        double seconds,
        List<Difference> first) {

    public AuditReport {
        first = List.copyOf(first);
    }

    static AuditReport empty(int generation) {
        return new AuditReport(generation, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    AuditReport plus(
            long moreRecords,
            long moreDocuments,
            long moreContexts,
            long moreRows,
            long moreDifferences,
            long moreRepaired,
            List<Difference> more) {
        return new AuditReport(
                generation,
                records + moreRecords,
                documents + moreDocuments,
                contexts + moreContexts,
                aggregateRows + moreRows,
                differences + moreDifferences,
                repaired + moreRepaired,
                seconds,
                Stream.concat(first.stream(), more.stream()).toList());
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
                time.toMillis() / 1e3,
                first);
    }

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
