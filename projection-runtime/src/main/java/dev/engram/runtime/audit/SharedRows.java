package dev.engram.runtime.audit;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.cursor.TimeoutMode;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of an aggregate that several partitions feed with what the stored documents contribute, which the audit of ranges
 * compares with the log. Documents and rows are read once, in one snapshot, and compared by {@link RowBuckets}. Only where
 * something differs they are read again, by ranges of subjects with so many rows of such buckets as are held at a time. Partitions with
 * a document that cannot be read are left out: it is a difference already. Used once.
 */
final class SharedRows<K, S> {
    private static final int ROWS_AT_ONCE = 500;

    private final MongoClient client;
    private final ProjectionDefinition<?, K, S, ?> definition;
    private final GenerationCollections generation;
    private final Aggregate<K, S> aggregate;
    private final int mostRows;
    private final AuditProgress progress;

    /** @param mostRows that are held at a time, at least those of one subject */
    SharedRows(
            MongoClient client,
            ProjectionDefinition<?, K, S, ?> definition,
            GenerationCollections generation,
            Aggregate<K, S> aggregate,
            int mostRows,
            AuditProgress progress) {
        this.client = client;
        this.definition = definition;
        this.generation = generation;
        this.aggregate = aggregate;
        this.mostRows = mostRows;
        this.progress = progress;
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

    /** What a range comes to. @param damaged rows that cannot be read */
    private record Compared(@Nullable String to, Map<Row, long[]> wanted, Map<Row, long[]> held, Set<Row> damaged) {}

    /** @param stored rows that are not all 0 */
    private record Suspects(long stored, RowBuckets buckets) {}

    private interface RowVisitor {
        void row(Row row, long[] counts);
    }

    /** Adds what was found to a report. @param room for differences that are kept; all are counted */
    AuditReport addTo(AuditReport report, boolean repair, int room) {
        var suspects = Snapshot.inSession(client, this::suspects);
        var sum = report.plus(0, 0, 0, suspects.stored(), 0, 0, List.of());
        if (suspects.buckets().isEmpty()) {
            return sum;
        }
        int left = room;
        for (@Nullable String from = ""; from != null; ) {
            var begin = from;
            var compared = Snapshot.inSession(client, session -> compare(session, suspects.buckets(), begin));
            var found = differences(compared);
            sum = sum.plus(
                    0,
                    0,
                    0,
                    0,
                    found.size(),
                    repair ? repair(compared, found.keySet()) : 0,
                    found.values().stream().limit(left).toList());
            left = Math.max(0, left - found.size());
            from = compared.to();
        }
        return sum;
    }

    private Suspects suspects(ClientSession session) {
        var buckets = new RowBuckets(definition.topic().partitions());
        var incomparable = new HashSet<Integer>();
        eachContribution(session, incomparable, (row, counts) -> buckets.add(row.partition(), row.key(), counts, 1));
        var stored = new long[1];
        eachRow(
                session,
                "",
                null,
                (row, counts) -> {
                    stored[0]++;
                    buckets.add(row.partition(), row.key(), counts, -1);
                },
                row -> buckets.addDamaged(row.partition(), row.key()));
        incomparable.forEach(buckets::clear);
        return new Suspects(stored[0], buckets);
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
        var damaged = new HashSet<Row>();
        eachRow(
                session,
                from,
                to[0],
                (row, counts) -> {
                    if (suspects.mayDiffer(row.partition(), row.key())) {
                        held.put(row, counts);
                    }
                },
                damaged::add);
        for (var rows : List.of(wanted.keySet(), held.keySet(), damaged)) {
            rows.removeIf(row -> incomparable.contains(row.partition()));
        }
        wanted.values().removeIf(Contributions::isZero);
        return new Compared(to[0], wanted, held, damaged);
    }

    /** @param incomparable gets the partitions with documents that cannot be read */
    private void eachContribution(ClientSession session, Set<Integer> incomparable, RowVisitor visitor) {
        var raw = generation.documents().withDocumentClass(RawBsonDocument.class);
        var codec = raw.getCodecRegistry().get(Document.class);
        for (var found : raw.find(session).timeoutMode(TimeoutMode.ITERATION)) {
            if (progress.isCancelled()) {
                throw new CancellationException("the audit was cancelled");
            }
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

    private void eachRow(
            ClientSession session, String from, @Nullable String to, RowVisitor visitor, Consumer<Row> damaged) {
        var rows = generation.rows(aggregate);
        for (var stored : rows.find(session, AggregateRows.between(from, to)).timeoutMode(TimeoutMode.ITERATION)) {
            int partition = AggregateRows.partition(stored);
            try {
                Stored.read(rows, stored, row -> AggregateRows.read(aggregate, List.of(row)))
                        .forEach((key, counts) -> visitor.row(new Row(key, partition), counts));
            } catch (UnreadableException unreadable) {
                damaged.accept(new Row(AggregateRows.key(stored), partition));
            }
        }
    }

    private NavigableMap<Row, Difference> differences(Compared compared) {
        var found = new TreeMap<Row, Difference>();
        compared.damaged()
                .forEach(row -> found.put(row, difference(row, Kind.DIFFERS, "cannot be read: a count is no number")));
        compared.wanted().forEach((row, wanted) -> {
            var held = compared.held().get(row);
            if (held == null) {
                found.putIfAbsent(row, difference(row, Kind.MISSING, "not stored"));
            } else if (!Arrays.equals(held, wanted)) {
                var fields = FieldDifferences.between(
                        AggregateRows.counts(aggregate, held), AggregateRows.counts(aggregate, wanted));
                found.put(row, difference(row, Kind.DIFFERS, "is not what the documents contribute; " + fields));
            }
        });
        compared.held().keySet().stream()
                .filter(row -> !compared.wanted().containsKey(row))
                .forEach(row -> found.put(row, difference(row, Kind.EXTRA, "no document contributes to it")));
        return found;
    }

    private Difference difference(Row row, Kind kind, String detail) {
        return new Difference(
                Part.AGGREGATE, kind, row.partition(), AggregateRows.name(aggregate, row.key()), detail, null);
    }

    /**
     * Adds to each row what it lacks. What the projection has added since the snapshot was added to both sides, so the projection may go
     * on meanwhile.
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
            for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
                var chunk = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
                var lacking = new HashMap<AggregateKey, long[]>();
                chunk.forEach(row -> lacking.put(row.key(), lacking(compared, row)));
                var damaged = chunk.stream()
                        .filter(compared.damaged()::contains)
                        .map(Row::key)
                        .toList();
                repaired += BusyPartition.repeat(
                        RandomGenerator.getDefault(),
                        () -> store.transact(
                                partition.getKey(), (_, work) -> work.correctRows(aggregate, lacking, damaged)));
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
