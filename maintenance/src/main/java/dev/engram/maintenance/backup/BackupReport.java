package dev.engram.maintenance.backup;

import java.time.Duration;
import java.util.List;

/**
 * What a backup or a restore copied.
 *
 * @param topics records of each topic
 * @param documents of all databases
 * @param bytes of all files of the backup, compressed
 */
public record BackupReport(List<CopiedRecords> topics, long collections, long documents, long bytes, Duration took) {

    public BackupReport {
        topics = List.copyOf(topics);
    }

    /**
     * @param copied records copied by this run
     * @param total records of the topic in the backup
     */
    public record CopiedRecords(String topic, long copied, long total) {}
}
