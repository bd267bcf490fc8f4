package dev.engram.runtime.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit has compared and found.
 *
 * @param records of the log up to the checkpoints
 * @param documents stored
 * @param contexts stored
 * @param aggregateRows stored, without those whose counts are all 0
 * @param differences number of all that were found; 0 if the store is what the log gives
 * @param first the first of them
 */
public record AuditReport(
        String projection,
        int generation,
        int partitions,
        long records,
        long documents,
        long contexts,
        long aggregateRows,
        long differences,
        List<Difference> first,
        Instant startedAt,
        Duration took) {

    public AuditReport {
        first = List.copyOf(first);
    }

    /** What differs. */
    public enum Kind {
        DOCUMENT_MISSING,
        DOCUMENT_EXTRA,
        DOCUMENT_DIFFERS,
        CONTEXT_MISSING,
        CONTEXT_EXTRA,
        CONTEXT_DIFFERS,
        AGGREGATE_MISSING,
        AGGREGATE_EXTRA,
        AGGREGATE_DIFFERS,
        /** An event that cannot be applied is not among the parked events. */
        PARKED_MISSING,
        /** An event is parked that can be applied, or that the log does not hold. */
        PARKED_EXTRA,
        /** The log does not lead to the checkpoint; nothing of the partition was compared. */
        CHECKPOINT
    }

    /**
     * One difference.
     *
     * @param key in full, not shortened as in logs; empty for a checkpoint
     * @param detail what differs, in a few words
     * @param offset first event that explains it; absent for what the log does not know
     */
    public record Difference(
            Kind kind,
            int partition,
            String key,
            String detail,
            @Nullable Long offset) {}
}
