package dev.engram.runtime.runner;

import dev.engram.runtime.runner.Batch.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How much of one partition is applied in one transaction. Halved when a transaction failed for its size, doubled again
 * after a few that did not. Confined to the consumer's thread.
 */
final class BatchLimits {

    /** A batch that is too large costs as much as one that is not: growing at once would waste every other one. */
    private static final int GROW_AFTER = 4;

    private final ProjectionSettings settings;
    private int divisor = 1;
    private int successes;

    BatchLimits(ProjectionSettings settings) {
        this.settings = settings;
    }

    void halve() {
        successes = 0;
        divisor = Math.min(divisor * 2, Math.max(settings.maxEvents(), settings.maxDocuments()));
    }

    /** After a success; some of them in a row double the limits. */
    void grow() {
        successes++;
        if (successes == GROW_AFTER) {
            successes = 0;
            divisor = Math.max(1, divisor / 2);
        }
    }

    /** Most documents that are re-derived in one transaction. */
    int documents() {
        return Math.max(1, settings.maxDocuments() / divisor);
    }

    /** Index after the last entry of the batch that begins at {@code from}; at least one entry. */
    <E, K> int end(List<Entry<E, K>> entries, int from) {
        int maxEvents = Math.max(1, settings.maxEvents() / divisor);
        long bytes = 0;
        var keys = new HashSet<K>();
        int end = from;
        while (end < entries.size() && end - from < maxEvents) {
            var entry = entries.get(end);
            bytes += Math.max(0, entry.origin().serializedKeySize())
                    + Math.max(0, entry.origin().serializedValueSize());
            if (entry instanceof Entry.Readable<E, K> readable) {
                keys.addAll(readable.keys());
            }
            if (end > from && (bytes > settings.maxBytes() || keys.size() > documents())) {
                break;
            }
            end++;
        }
        return end;
    }

    /** All of {@code entries} as batches, for tests of the limits. */
    <E, K> List<List<Entry<E, K>>> split(List<Entry<E, K>> entries) {
        var batches = new ArrayList<List<Entry<E, K>>>();
        for (int from = 0; from < entries.size(); ) {
            int end = end(entries, from);
            batches.add(entries.subList(from, end));
            from = end;
        }
        return batches;
    }
}
