package dev.engram.runtime.audit;

/** Follows an audit and may cancel it. Called by the thread that runs the audit. */
@FunctionalInterface
public interface AuditProgress {

    /** @param records read so far; those of a partition that is audited in several ranges are read several times */
    void reached(long records, int partitionsDone, int partitions);

    /** Asked about every thousand records. */
    default boolean isCancelled() {
        return false;
    }
}
