package dev.engram.runtime.audit;

import dev.engram.projections.LogFold.Parked;
import dev.engram.runtime.runner.Batch;
import dev.engram.runtime.runner.BusyPartition;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.MongoRepair;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Writes what the log gives of the contexts of an audited range in which something differs. Each transaction compares the
 * checkpoint with the one held, turns it, and follows the log up to it, so the projection may go on meanwhile.
 */
final class RangeRepair<E, K, S, C> {

    private static final int DOCUMENTS_AT_ONCE = 300;

    private final AuditedRange<E, K, S, C> range;
    private final MongoRepair<K, S, C> store;
    private long written;

    RangeRepair(AuditedRange<E, K, S, C> range) {
        this.range = range;
        this.store = new MongoRepair<>(range.client, range.generation, range.definition);
    }

    /**
     * What was done.
     *
     * @param written number of documents, contexts, rows and parked events
     * @param leftOut contexts that stay as they are, since an event of theirs was replayed out of order
     */
    record Outcome(long written, Set<String> leftOut) {}

    /**
     * Repairs some contexts.
     *
     * @throws IllegalStateException if the log lacks records: what is stored may be the last copy of them
     */
    Outcome run(Collection<String> contextKeys) {
        range.log.read(range.partition, 0, range.checkpoint(), true, _ -> {});
        if (range.log.gaps > 0) {
            throw new IllegalStateException(
                    "partition %d of the log has no records at %d of its offsets: nothing is repaired from it, since the documents may be the last copy of what was there; restore the log first"
                            .formatted(range.partition, range.log.gaps));
        }
        var unparked = unparked(contextKeys);
        var leftOut = new HashSet<String>();
        var group = new ArrayList<String>();
        int size = 0;
        for (var contextKey : contextKeys) {
            if (range.hasReplayedOutOfOrder(contextKey)) {
                // the fold in the order of the log would take the effect of the replay back
                leftOut.add(contextKey);
                continue;
            }
            var keys = range.fold.keys(contextKey);
            if (keys.size() > DOCUMENTS_AT_ONCE) {
                for (int from = 0; from < keys.size(); from += DOCUMENTS_AT_ONCE) {
                    var chunk = keys.subList(from, Math.min(keys.size(), from + DOCUMENTS_AT_ONCE));
                    write(repair -> repair.writeDocuments(range.fold.documents(chunk)));
                }
            }
            if (size + keys.size() > DOCUMENTS_AT_ONCE) {
                write(group, unparked);
                size = 0;
            }
            group.add(contextKey);
            size += keys.size();
        }
        write(group, unparked);
        return new Outcome(written, leftOut);
    }

    /** The records that the log cannot apply and that are not parked, as they are parked. */
    private Map<Long, ParkedEvent> unparked(Collection<String> contextKeys) {
        var wanted = new TreeMap<Long, Parked>();
        contextKeys.forEach(contextKey -> wanted.putAll(range.unparked(contextKey)));
        var found = new TreeMap<Long, ParkedEvent>();
        if (!wanted.isEmpty()) {
            range.log.read(range.partition, 0, range.checkpoint(), true, entry -> {
                var why = wanted.get(entry.origin().offset());
                if (why != null) {
                    found.put(
                            entry.origin().offset(),
                            Batch.parked(entry.origin(), new ParkedEvent.Why(why.reason(), why.detail())));
                }
            });
        }
        return found;
    }

    private void write(List<String> group, Map<Long, ParkedEvent> unparked) {
        if (group.isEmpty()) {
            return;
        }
        var contextKeys = List.copyOf(group);
        group.clear();
        write(repair -> {
            long count = 0;
            for (var contextKey : contextKeys) {
                var erasedAt = range.fold.erased().get(contextKey);
                if (erasedAt != null) {
                    count += repair.erase(contextKey, erasedAt);
                    continue;
                }
                var documents = range.fold.documents(range.fold.keys(contextKey));
                count += repair.writeDocuments(documents);
                for (var key : range.unknown(contextKey)) {
                    count += documents.containsKey(key) ? 0 : repair.remove(key, contextKey);
                }
                count += repair.writeContext(contextKey, range.fold.contexts().get(contextKey));
                count += repair.writeRows(contextKey, documents);
                var toPark = range.unparked(contextKey).keySet().stream()
                        .filter(unparked::containsKey)
                        .map(unparked::get)
                        .toList();
                count += repair.park(toPark);
                for (long offset : range.wronglyParked(contextKey)) {
                    count += range.isInLog(offset)
                            ? repair.resolve(
                                    range.partition,
                                    offset,
                                    new Resolution(Resolution.Kind.REPLAYED, Instant.now(), "by audit --repair"))
                            : repair.unpark(range.partition, offset);
                }
            }
            return count;
        });
    }

    private interface Writing<K, S, C> {
        /** @return how much was written */
        long run(MongoRepair.Work<K, S, C> repair);
    }

    private void write(Writing<K, S, C> writing) {
        written += BusyPartition.repeat(
                RandomGenerator.getDefault(),
                () -> store.transact(range.partition, (Checkpoint held, MongoRepair.Work<K, S, C> repair) -> {
                    range.requireUnchanged(repair.leftOut());
                    range.catchUp(held.next());
                    return writing.run(repair);
                }));
    }
}
