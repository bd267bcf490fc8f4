package dev.engram.runtime.audit;

/**
 * How an audit goes about.
 *
 * @param repair writes what the log gives where the store differs
 * @param recordsPerSecond most records of the log that are read in a second; 0 for no limit
 */
public record AuditMode(boolean repair, long recordsPerSecond) {

    /** As fast as it goes, changing nothing. */
    public static final AuditMode COMPARE = new AuditMode(false, 0);

    /** As fast as it goes, writing what differs. */
    public static final AuditMode REPAIR = new AuditMode(true, 0);
}
