package dev.engram.runtime.audit;

import dev.engram.runtime.audit.AuditReport.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what an audit compares and keeps the first differences. */
final class AuditResult {

    private final int mostDifferences;
    private final List<Difference> first = new ArrayList<>();
    private long differences;
    private long recordsRead;
    private long records;
    private long documents;
    private long contexts;
    private long rows;

    AuditResult(int mostDifferences) {
        this.mostDifferences = mostDifferences;
    }

    /** Number of records read so far, those read again included. */
    long recordsRead() {
        return recordsRead;
    }

    long readAnother() {
        return ++recordsRead;
    }

    /** How many more differences are kept. */
    int room() {
        return mostDifferences - first.size();
    }

    void add(Difference difference) {
        differences++;
        if (room() > 0) {
            first.add(difference);
        }
    }

    void compared(long moreDocuments, long moreContexts, long moreRows) {
        documents += moreDocuments;
        contexts += moreContexts;
        rows += moreRows;
    }

    void partitionHeld(long moreRecords) {
        records += moreRecords;
    }

    AuditReport report(String projection, int generation, int partitions, Instant startedAt, Duration took) {
        return new AuditReport(
                projection,
                generation,
                partitions,
                records,
                documents,
                contexts,
                rows,
                differences,
                first,
                startedAt,
                took);
    }
}
