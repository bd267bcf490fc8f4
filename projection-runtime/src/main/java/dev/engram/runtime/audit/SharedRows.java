package dev.engram.runtime.audit;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.cursor.TimeoutMode;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.NotCompared;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.reader.Snapshot;
import dev.engram.runtime.runner.BusyPartition;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoRepair;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the rows of an aggregate that several partitions feed with what the stored documents contribute, which the audit of ranges
 * compares with the log. Documents and rows are read once, in one snapshot, and compared by {@link RowBuckets}. Only where
 * something differs they are read again, by ranges of subjects with so many rows of such buckets as are held at a time. Partitions with
 * a document that cannot be read are left out: it is a difference already. Where the store keeps a snapshot for less time than reading
 * takes, that is reported as a difference. Used once.
 */
final class SharedRows<K, S> {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRows.class);
    private static final int ROWS_AT_ONCE = 500;
    private static final int PROGRESS_EVERY = 1_000;

    /** SnapshotTooOld, SnapshotUnavailable. */
    private static final Set<Integer> SNAPSHOT_LOST = Set.of(239, 246);

    private final MongoClient client;
    private final ProjectionDefinition<?, K, S, ?> definition;
    private final GenerationCollections generation;
    private final Aggregate<K, S> aggregate;
    private final int mostRows;
    private final Runnable progress;
    private AuditReport report;
    private long visited;

    /**
     * @param mostRows wanted, and as many stored, that are held at a time, at least those of one subject
     * @param progress called for every thousand documents and rows, and before each transaction of a repair; throws to end the audit
     * @param report of what was compared before
     */
    SharedRows(
            MongoClient client,
            ProjectionDefinition<?, K, S, ?> definition,
            GenerationCollections generation,
            Aggregate<K, S> aggregate,
            int mostRows,
            Runnable progress,
            AuditReport report) {
        this.client = client;
        this.definition = definition;
        this.generation = generation;
        this.aggregate = aggregate;
        this.mostRows = mostRows;
        this.progress = progress;
        this.report = report;
    }

    private record Row(AggregateKey key, int partition) implements Comparable<Row> {
        private static final Comparator<Row> ORDER = Comparator.comparing(
                        (Row row) -> row.key().subject())
                .thenComparing(row -> row.key().day())
                .thenComparing(Row::partition);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What a range comes to.
     *
     * @param damaged of rows that are held the names of the counts that are no numbers; there is at least one of each
     * @param repairs the turns of the last repairs, by partition
     */
    private record Compared(
            @Nullable String to,
            Map<Row, long[]> wanted,
            Map<Row, long[]> held,
            Map<Row, List<String>> damaged,
            Map<Integer, Long> repairs) {}

    /** @param stored rows that are not all 0 @param incomparable partitions */
    private record Suspects(long stored, RowBuckets buckets, SortedSet<Integer> incomparable) {}

    private interface RowVisitor {
        void row(Row row, long[] counts);
    }

    private interface StoredRowVisitor {
        /**
         * @param unreadable names of the counts that are no numbers, and 0 in {@code counts}
         * @return whether to go on
         */
        boolean row(Row row, long[] counts, List<String> unreadable);
    }

    /** @return the report with what was found */
    AuditReport run(boolean repair) {
        try {
            compare(repair);
        } catch (MongoException failure) {
            if (!SNAPSHOT_LOST.contains(failure.getCode())) {
                throw failure;
            }
            LOG.atWarn()
                    .addKeyValue("projection", definition.name())
                    .addKeyValue("aggregate", aggregate.name())
                    .setCause(failure)
                    .log("counts are not compared: MongoDB kept the snapshot for less time than reading took");
            add(
                    List.of(new Difference(
                            Part.AGGREGATE,
                            Kind.DIFFERS,
                            0,
                            aggregate.name(),
                            "not compared, or not to the end, in any partition: MongoDB keeps a snapshot for less time than reading took; raise its minSnapshotHistoryWindowInSeconds and audit again",
                            null)),
                    false,
                    0);
            notCompared("", "MongoDB keeps a snapshot for less time than reading took");
        }
        return report;
    }

    private void compare(boolean repair) {
        var suspects = Snapshot.inSession(client, this::suspects);
        report = report.plus(
                new AuditReport(generation.number(), 0, 0, 0, suspects.stored(), 0, 0, 0, List.of(), 0, List.of()));
        suspects.incomparable()
                .forEach(partition ->
                        notCompared(" of partition " + partition, "a document of the partition cannot be read"));
        if (suspects.buckets().isEmpty()) {
            return;
        }
        for (@Nullable String from = ""; from != null; ) {
            var begin = from;
            var compared = Snapshot.inSession(client, session -> compare(session, suspects.buckets(), begin));
            var found = differences(compared);
            add(found.values(), repair, repair ? repair(compared, found.keySet()) : 0);
            from = compared.to();
        }
    }

    private void add(Collection<Difference> found, boolean areRepaired, long written) {
        int room = Math.max(0, Audit.MOST_DIFFERENCES - report.first().size());
        var kept = found.stream().limit(room).toList();
        report = report.plus(new AuditReport(
                generation.number(),
                0,
                0,
                0,
                0,
                found.size(),
                areRepaired ? found.size() : 0,
                written,
                List.of(),
                0,
                kept));
    }

    private void notCompared(String where, String why) {
        var what = new NotCompared("counts " + aggregate.name() + where, why);
        report = report.plus(new AuditReport(generation.number(), 0, 0, 0, 0, 0, 0, 0, List.of(what), 0, List.of()));
    }

    private Suspects suspects(ClientSession session) {
        var buckets = new RowBuckets(definition.topic().partitions());
        var incomparable = new TreeSet<Integer>();
        eachContribution(session, incomparable, (row, counts) -> buckets.add(row.partition(), row.key(), counts, 1));
        var stored = new long[1];
        eachRow(session, "", null, (row, counts, unreadable) -> {
            if (unreadable.isEmpty()) {
                stored[0]++;
                buckets.add(row.partition(), row.key(), counts, -1);
            } else {
                buckets.addDamaged(row.partition(), row.key());
            }
            return true;
        });
        incomparable.forEach(buckets::clear);
        return new Suspects(stored[0], buckets, incomparable);
    }

    private Compared compare(ClientSession session, RowBuckets suspects, String from) {
        var wanted = new TreeMap<Row, long[]>();
        var incomparable = new HashSet<Integer>();
        var to = new String[1];
        eachContribution(session, incomparable, (row, counts) -> {
            var subject = row.key().subject();
            if (subject.compareTo(from) >= 0
                    && (to[0] == null || subject.compareTo(to[0]) < 0)
                    && suspects.mayDiffer(row.partition(), row.key())) {
                wanted.merge(row, counts, SharedRows::plus);
                while (wanted.size() > mostRows
                        && !wanted.firstKey()
                                .key()
                                .subject()
                                .equals(wanted.lastKey().key().subject())) {
                    var last = wanted.lastKey().key().subject();
                    to[0] = last;
                    wanted.keySet().removeIf(held -> held.key().subject().equals(last));
                }
            }
        });
        var held = new HashMap<Row, long[]>();
        var damaged = new HashMap<Row, List<String>>();
        var last = new String[1];
        eachRow(session, from, to[0], (row, counts, unreadable) -> {
            if (suspects.mayDiffer(row.partition(), row.key())) {
                var subject = row.key().subject();
                if (last[0] != null && held.size() >= mostRows && !subject.equals(last[0])) {
                    to[0] = subject;
                    return false;
                }
                last[0] = subject;
                held.put(row, counts);
                if (!unreadable.isEmpty()) {
                    damaged.put(row, unreadable);
                }
            }
            return true;
        });
        for (var rows : List.of(wanted.keySet(), held.keySet(), damaged.keySet())) {
            rows.removeIf(row -> incomparable.contains(row.partition())
                    || (to[0] != null && row.key().subject().compareTo(to[0]) >= 0));
        }
        wanted.values().removeIf(Contributions::isZero);
        return new Compared(to[0], wanted, held, damaged, repairs(session));
    }

    private Map<Integer, Long> repairs(ClientSession session) {
        var repairs = new HashMap<Integer, Long>();
        for (var checkpoint : generation.checkpoints().find(session)) {
            repairs.put((int) Stored.number(checkpoint, Stored.ID), Stored.repairedAt(checkpoint));
        }
        return repairs;
    }

    /** @param incomparable gets the partitions with documents that cannot be read */
    private void eachContribution(ClientSession session, Set<Integer> incomparable, RowVisitor visitor) {
        var raw = generation.documents().withDocumentClass(RawBsonDocument.class);
        var codec = raw.getCodecRegistry().get(Document.class);
        for (var found : raw.find(session).timeoutMode(TimeoutMode.ITERATION)) {
            visit();
            var stored = found.decode(codec);
            if (!(stored.get(Stored.CONTEXT) instanceof String context)) {
                for (int partition = 0; partition < definition.topic().partitions(); partition++) {
                    incomparable.add(partition); // it may belong to any
                }
                continue;
            }
            int partition = definition.partitionOf(context);
            try {
                var document = Stored.projected(definition.mapping(), generation.documents(), stored);
                aggregate
                        .contributions(definition.mapping().key(stored), document.state())
                        .forEach((key, counts) -> visitor.row(new Row(key, partition), counts));
            } catch (UnreadableException damaged) {
                incomparable.add(partition);
            }
        }
    }

    private static long[] plus(long[] sum, long[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    private void visit() {
        if (visited++ % PROGRESS_EVERY == 0) {
            progress.run();
        }
    }

    /** Visits the rows of a range that are not all 0, by subject. */
    private void eachRow(ClientSession session, String from, @Nullable String to, StoredRowVisitor visitor) {
        var rows = generation
                .rows(aggregate)
                .find(session, AggregateRows.between(from, to))
                .sort(new Document(Stored.ID, 1))
                .timeoutMode(TimeoutMode.ITERATION);
        try (var cursor = rows.cursor()) {
            boolean goesOn = true;
            while (goesOn && cursor.hasNext()) {
                visit();
                var stored = cursor.next();
                var unreadable = AggregateRows.unreadable(aggregate, stored);
                var counts = AggregateRows.readable(aggregate, stored);
                if (!unreadable.isEmpty() || !Contributions.isZero(counts)) {
                    var row = new Row(AggregateRows.key(stored), AggregateRows.partition(stored));
                    goesOn = visitor.row(row, counts, unreadable);
                }
            }
        }
    }

    private NavigableMap<Row, Difference> differences(Compared compared) {
        var found = new TreeMap<Row, Difference>();
        compared.damaged()
                .forEach((row, names) -> found.put(
                        row, difference(row, Kind.DIFFERS, "cannot be read; no numbers: " + String.join(", ", names))));
        compared.wanted().forEach((row, wanted) -> {
            var held = compared.held().get(row);
            if (held == null) {
                found.put(row, difference(row, Kind.MISSING, "not stored"));
            } else if (!Arrays.equals(held, wanted)) {
                var fields = FieldDifferences.between(
                        AggregateRows.counts(aggregate, held), AggregateRows.counts(aggregate, wanted));
                found.putIfAbsent(
                        row, difference(row, Kind.DIFFERS, "is not what the documents contribute; " + fields));
            }
        });
        compared.held().keySet().stream()
                .filter(row -> !compared.wanted().containsKey(row))
                .forEach(row -> found.putIfAbsent(row, difference(row, Kind.EXTRA, "no document contributes to it")));
        return found;
    }

    private Difference difference(Row row, Kind kind, String detail) {
        return new Difference(
                Part.AGGREGATE, kind, row.partition(), AggregateRows.name(aggregate, row.key()), detail, null);
    }

    /**
     * Adds to each row what it lacks. What the projection has added since the snapshot was added to both sides, so the projection may go
     * on meanwhile. Another repair may have added the same, or changed documents.
     *
     * @throws IllegalStateException if there was another repair since the snapshot
     */
    private long repair(Compared compared, Set<Row> differing) {
        var byPartition = new TreeMap<Integer, List<Row>>();
        differing.forEach(row -> byPartition
                .computeIfAbsent(row.partition(), _ -> new ArrayList<>())
                .add(row));
        var store = new MongoRepair<>(client, generation, definition);
        long repaired = 0;
        for (var partition : byPartition.entrySet()) {
            var rows = partition.getValue();
            long repairedAt = compared.repairs().getOrDefault(partition.getKey(), 0L);
            for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
                var chunk = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
                var lacking = new HashMap<AggregateKey, long[]>();
                chunk.forEach(row -> lacking.put(row.key(), lacking(compared, row)));
                var damaged = new HashMap<AggregateKey, List<String>>();
                for (var row : chunk) {
                    if (compared.damaged().containsKey(row)) {
                        damaged.put(row.key(), compared.damaged().getOrDefault(row, List.of()));
                    }
                }
                progress.run();
                long before = repairedAt;
                var after = new long[1];
                repaired += BusyPartition.repeat(
                        RandomGenerator.getDefault(),
                        () -> store.transact(partition.getKey(), (held, work) -> {
                            if (work.repairedAt() != before) {
                                throw new IllegalStateException(
                                        "counts of partition %d were repaired by somebody else meanwhile: audit again"
                                                .formatted(partition.getKey()));
                            }
                            after[0] = held.turned().turn();
                            return work.correctRows(aggregate, lacking, damaged);
                        }));
                repairedAt = after[0];
            }
        }
        return repaired;
    }

    private long[] lacking(Compared compared, Row row) {
        var counts = new long[aggregate.counts().size()];
        var wanted = compared.wanted().getOrDefault(row, counts);
        var held = compared.held().getOrDefault(row, counts);
        var lacking = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            lacking[i] = wanted[i] - held[i];
        }
        return lacking;
    }
}
