package dev.engram.runtime.audit;

import dev.engram.runtime.audit.AuditReport.Difference;
import java.util.ArrayList;
import java.util.List;

/** What an audit has read, compared and found so far. Used by one thread. */
final class AuditCounts {

    private static final int MOST_DIFFERENCES = 100;

    /** Those read again included. */
    long recordsRead;

    long records;
    long documents;
    long contexts;
    long rows;
    long differences;
    final List<Difference> first = new ArrayList<>();

    void add(Difference difference) {
        differences++;
        if (room() > 0) {
            first.add(difference);
        }
    }

    /** How many more differences are kept. */
    int room() {
        return MOST_DIFFERENCES - first.size();
    }
}
