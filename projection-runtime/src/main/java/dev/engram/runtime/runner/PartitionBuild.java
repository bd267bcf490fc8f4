package dev.engram.runtime.runner;

import dev.engram.projections.Projection;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Batch.Entry;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.BatchTransaction.Applied;
import dev.engram.runtime.store.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Builds an unbuilt partition from its beginning to where the log ended when this began, context by context instead of in the order
 * of the log: the events of a document are applied together, so that it is written once and not by each batch that has some of
 * them. The partition is read in as many passes as the memory asks for, each of the records of a range of context keys.
 *
 * <p>Every write is a transaction that moves the turn of the checkpoint; the last one moves it to the end. A process that
 * takes an unbuilt partition with a turn removes what is stored of it and begins again. Where one context has more records than
 * may be held, or an event cannot be stored, the partition goes on by batches from its beginning.
 */
final class PartitionBuild<E, K, S, C> {

    /** Bytes that the objects of a record, and of each of its headers, take beside keys and values: roughly. */
    private static final int OF_RECORD = 300;

    private static final int OF_HEADER = 64;

    /** Transactions in a row that may fail for their size before the failure counts as one. */
    private static final int MOST_HALVINGS = 10;

    private enum Step {
        /** Reading the keys of contexts of which something may be stored. */
        LIST,
        REMOVE,
        READ,
        WRITE,
        FINISH
    }

    /** What one transaction has done. @param events that it has applied */
    record Written(Applied applied, int events) {}

    /** Events of some contexts, one context after the other. @param ends indices after the last event of each */
    private record Group<E, K>(List<Entry<E, K>> entries, NavigableSet<Integer> ends) {}

    private final ProjectionDefinition<E, K, S, C> definition;
    private final BatchTransaction<E, K, S, C> transaction;
    private final BatchLimits limits;
    private final int groupEvents;
    private final long mostBytes;
    private final Set<Long> skipped;
    private final long begin;
    private final long end;
    private final Set<String> listed = new HashSet<>();
    private final TreeMap<String, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();
    private final Map<String, Long> bytesByContext = new HashMap<>();
    private final Map<String, String> headerNames = new HashMap<>();
    private Step step;
    private boolean isRefused;
    private boolean mustRewind = true;
    private String from = "";
    private @Nullable String to;
    private long bytes;
    private Group<E, K> group = new Group<>(List.of(), new TreeSet<>());
    private int written;
    private @Nullable CompletableFuture<Group<E, K>> decoding;
    private @Nullable Integer leaderEpoch;
    private @Nullable Instant appended;
    private int halvings;

    /**
     * @param unbuilt the checkpoint, as taken
     * @param skipped offsets of records to be stepped over
     * @param end of the log of the partition now
     * @param isRefused whether only to remove what is stored
     */
    PartitionBuild(
            ProjectionDefinition<E, K, S, C> definition,
            BatchTransaction<E, K, S, C> transaction,
            ProjectionSettings settings,
            BatchLimits limits,
            Checkpoint unbuilt,
            Set<Long> skipped,
            long end,
            boolean isRefused) {
        this.definition = definition;
        this.transaction = transaction;
        this.limits = limits;
        this.groupEvents = settings.maxEvents();
        this.mostBytes = settings.buildBytes();
        this.begin = unbuilt.begin();
        this.skipped = skipped;
        this.end = end;
        this.isRefused = isRefused;
        boolean isEmpty = end <= begin;
        this.step = isEmpty ? Step.FINISH : unbuilt.turn() > 0 ? Step.LIST : isRefused ? Step.FINISH : Step.READ;
    }

    /** Whether it waits for records, not for transactions. */
    boolean isReading() {
        return step == Step.LIST || step == Step.READ;
    }

    /** Where the consumer has to read from now, if not where it stands; says so once. */
    @Nullable
    Long rewind() {
        boolean now = mustRewind && isReading();
        mustRewind = mustRewind && !now;
        return now ? begin : null;
    }

    /**
     * Takes what a poll has returned, of the topic of the checkpoint.
     *
     * @param position where the consumer stands after it
     */
    void read(List<ConsumerRecord<byte[], byte[]>> polled, long position, Checkpoint held) {
        for (var origin : polled) {
            if (origin.offset() >= end) {
                break;
            }
            leaderEpoch = origin.leaderEpoch().orElse(null);
            appended = Instant.ofEpochMilli(origin.timestamp());
            if (step == Step.LIST) {
                listed.add(contextKey(origin)); // also where it is stepped over by now: it was not, perhaps, before
            } else if (!skipped.contains(origin.offset()) && !keep(origin)) {
                refuse(held);
                return;
            }
        }
        if (position >= end && step == Step.LIST) {
            step = Step.REMOVE;
        } else if (position >= end) {
            step = Step.WRITE;
            decoding = decodeSome();
            endPass();
        }
    }

    private static String contextKey(ConsumerRecord<byte[], byte[]> origin) {
        var key = origin.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Keeps a record of the range, whose upper half is left to the next pass where it is too large. False if that does not help. */
    private boolean keep(ConsumerRecord<byte[], byte[]> origin) {
        var contextKey = contextKey(origin);
        if (contextKey.compareTo(from) < 0 || to != null && contextKey.compareTo(to) >= 0) {
            return true;
        }
        var copy = copy(origin);
        long size = size(copy);
        records.computeIfAbsent(contextKey, _ -> new ArrayList<>()).add(copy);
        bytesByContext.merge(contextKey, size, Long::sum);
        bytes += size;
        if (bytes > mostBytes) {
            while (bytes > mostBytes / 2 && records.size() > 1) {
                to = records.pollLastEntry().getKey();
                bytes -= bytesByContext.getOrDefault(to, 0L);
                bytesByContext.remove(to);
            }
        }
        return bytes <= mostBytes;
    }

    /** The headers of a record that was read hold on to the bytes of the whole fetch. */
    private ConsumerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> origin) {
        var headers = new RecordHeaders();
        origin.headers().forEach(header -> {
            var name = headerNames.computeIfAbsent(header.key(), key -> key);
            headers.add(new RecordHeader(name, header.value()));
        });
        return new ConsumerRecord<>(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                origin.timestamp(),
                origin.timestampType(),
                origin.serializedKeySize(),
                origin.serializedValueSize(),
                origin.key(),
                origin.value(),
                headers,
                origin.leaderEpoch());
    }

    private static long size(ConsumerRecord<byte[], byte[]> origin) {
        long size = OF_RECORD + Math.max(0, origin.serializedKeySize()) + Math.max(0, origin.serializedValueSize());
        for (var header : origin.headers()) {
            size += OF_HEADER + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    /** Goes on by batches, from the beginning. */
    private void refuse(Checkpoint held) {
        isRefused = true;
        clear();
        enter(held.turn() > 0 ? Step.LIST : Step.FINISH);
    }

    private void clear() {
        records.clear();
        bytesByContext.clear();
        bytes = 0;
    }

    private void enter(Step next) {
        step = next;
        mustRewind = isReading();
    }

    /** Runs the next transaction. What is built now has a checkpoint that is no longer unbuilt. */
    Written write(Checkpoint held) {
        return switch (step) {
            case LIST, READ -> throw new IllegalStateException("the records have not been read");
            case REMOVE -> remove(held);
            case WRITE -> apply(held);
            case FINISH -> finish(held);
        };
    }

    private Written remove(Checkpoint held) {
        var removed = transaction.removeSome(listed, held, limits.documents());
        if (removed.isNothingLeft()) {
            listed.clear();
            enter(isRefused ? Step.FINISH : Step.READ);
        }
        return new Written(new Applied(removed.checkpoint(), Set.of(), Set.of(), List.of(), 0), 0);
    }

    private Written apply(Checkpoint held) {
        if (written == group.entries().size() && decoding != null) {
            group = decoding.join();
            decoding = decodeSome();
            written = 0;
        }
        int most = limits.end(group.entries(), written);
        boolean begins = written == 0 || group.ends().contains(written);
        Integer boundary = begins ? group.ends().floor(most) : group.ends().higher(written);
        boolean ends = boundary != null && boundary > written && boundary <= most;
        int next = ends && boundary != null ? boundary : most;
        var applied = transaction.build(group.entries().subList(written, next), held, begins && ends);
        int events = next - written;
        written = next;
        halvings = 0;
        endPass();
        return new Written(applied, events);
    }

    /** Goes on with the next range, or finishes, if all of this one is written. */
    private void endPass() {
        if (written < group.entries().size() || decoding != null) {
            return;
        }
        group = new Group<>(List.of(), new TreeSet<>());
        written = 0;
        clear();
        if (to == null) {
            enter(Step.FINISH);
        } else {
            from = to;
            to = null;
            enter(Step.READ);
        }
    }

    private Written finish(Checkpoint held) {
        var last = isRefused
                ? Batch.<E, K>gap(begin, null)
                : new Batch<E, K>(List.of(), Math.max(begin, end), leaderEpoch, appended);
        return new Written(transaction.apply(last, held), 0);
    }

    /** Whether to try again with less, after a transaction that was too large and has changed nothing. */
    boolean triesLess() {
        halvings++;
        return step == Step.WRITE && halvings <= MOST_HALVINGS;
    }

    /** Decodes the next events on a thread of its own, while those before are written. */
    private @Nullable CompletableFuture<Group<E, K>> decodeSome() {
        var contexts = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
        for (int events = 0; events < groupEvents && !records.isEmpty(); ) {
            var ofContext = records.pollFirstEntry().getValue();
            contexts.add(ofContext);
            events += ofContext.size();
        }
        return contexts.isEmpty()
                ? null
                : CompletableFuture.supplyAsync(() -> decode(contexts), Thread::startVirtualThread);
    }

    private Group<E, K> decode(List<List<ConsumerRecord<byte[], byte[]>>> contexts) {
        var entries = new ArrayList<Entry<E, K>>();
        var ends = new TreeSet<Integer>();
        for (var ofContext : contexts) {
            entries.addAll(byDocument(ofContext.stream()
                    .map(origin -> Batch.entry(origin, definition.decoder(), definition.projection()))
                    .toList()));
            ends.add(entries.size());
        }
        return new Group<>(entries, ends);
    }

    /** Events of the context first, then those of each document, unless an event is of both or of several documents. */
    private List<Entry<E, K>> byDocument(List<Entry<E, K>> inOrder) {
        var sorted = new ArrayList<Entry<E, K>>(inOrder.size());
        var byDocument = new LinkedHashMap<K, List<Entry<E, K>>>();
        for (var entry : inOrder) {
            if (entry instanceof Readable<E, K> event && !event.keys().isEmpty()) {
                if (event.keys().size() > 1 || concernsContext(event)) {
                    return inOrder;
                }
                byDocument
                        .computeIfAbsent(event.keys().iterator().next(), _ -> new ArrayList<>())
                        .add(event);
            } else {
                sorted.add(entry);
            }
        }
        byDocument.values().forEach(sorted::addAll);
        return sorted;
    }

    private boolean concernsContext(Readable<E, K> event) {
        Projection<E, K, S, C> projection = definition.projection();
        var initial = projection.initialContext();
        try {
            return !projection.applyContext(initial, event.event()).equals(initial);
        } catch (RuntimeException | StackOverflowError unapplied) {
            return true;
        }
    }
}
