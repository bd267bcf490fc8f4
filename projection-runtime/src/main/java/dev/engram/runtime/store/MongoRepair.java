package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.quarantine.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongBiFunction;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents, contexts, rows and parked events of a generation as they ought to be, whatever stands there: for those
 * who know the whole truth. Each transaction also turns the checkpoint of its partition, compared with the one read before.
 */
public final class MongoRepair<K, S, C> {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final ClientSessionOptions OPTIONS = ClientSessionOptions.builder()
            .causallyConsistent(false)
            .defaultTransactionOptions(TransactionOptions.builder()
                    .readConcern(ReadConcern.SNAPSHOT)
                    .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                    .timeout(30_000L, TimeUnit.MILLISECONDS)
                    .build())
            .build();

    /** Rows that several partitions feed that are added to at a time. */
    private static final int ROWS_AT_ONCE = 2_000;

    private final MongoClient client;
    private final GenerationCollections generation;
    private final ProjectionDefinition<?, K, S, C> definition;

    public MongoRepair(
            MongoClient client, GenerationCollections generation, ProjectionDefinition<?, K, S, C> definition) {
        this.client = client;
        this.generation = generation;
        this.definition = definition;
    }

    /**
     * Runs {@code work} once, in one transaction, with the checkpoint that it holds for.
     *
     * @throws CheckpointMovedException if the partition was written meanwhile
     * @throws StoreException if the store failed
     */
    public long transact(int partition, ToLongBiFunction<Checkpoint, Work<K, S, C>> work) {
        try (var session = client.startSession(OPTIONS)) {
            var stored = generation.checkpoints().find(eq(Stored.ID, partition)).first();
            if (stored == null) {
                throw ProjectionStoppedException.missingCheckpoint(
                        generation.checkpoints().getNamespace().getFullName(), partition);
            }
            var held = Stored.checkpoint(stored);
            session.startTransaction();
            try {
                var transaction = new MongoTransaction<>(
                        session, generation, definition, new UnreadableDocuments(definition.name()));
                transaction.advance(held, held.turned());
                long repairedAt = Stored.repairedAt(stored);
                long written = work.applyAsLong(
                        held, new Work<>(session, generation, definition, transaction, partition, repairedAt));
                if (written > 0) {
                    // what was removed leaves no turn behind
                    var repaired = new Document(Stored.REPAIRED, held.turned().turn());
                    var _ = generation
                            .checkpoints()
                            .updateOne(session, eq(Stored.ID, partition), new Document("$set", repaired));
                }
                session.commitTransaction();
                return written;
            } catch (RuntimeException failure) {
                if (session.hasActiveTransaction()) {
                    session.abortTransaction();
                }
                throw failure;
            }
        } catch (MongoException failure) {
            throw MongoFailures.of(failure, client);
        }
    }

    /**
     * One transaction. Every method says how many documents of the store it has changed. The rows that several partitions feed are
     * counted by {@link #correctRows} only: other methods add to them what documents contribute more or less than before.
     */
    public static final class Work<K, S, C> {

        private final ClientSession session;
        private final GenerationCollections generation;
        private final ProjectionDefinition<?, K, S, C> definition;
        private final MongoTransaction<K, S, C> transaction;
        private final int partition;
        private final long repairedAt;

        private Work(
                ClientSession session,
                GenerationCollections generation,
                ProjectionDefinition<?, K, S, C> definition,
                MongoTransaction<K, S, C> transaction,
                int partition,
                long repairedAt) {
            this.session = session;
            this.generation = generation;
            this.definition = definition;
            this.transaction = transaction;
            this.partition = partition;
            this.repairedAt = repairedAt;
        }

        /** The turn of the last repair of the partition that changed something, before this one; 0 if there was none. */
        public long repairedAt() {
            return repairedAt;
        }

        /**
         * Replaces those that differ, cannot be read or are missing. Of the last two kinds nobody knows whether rows that several
         * partitions feed count them: these rows are left as they are, for whoever compares them.
         */
        public long writeDocuments(Map<K, Projected<S>> wanted) {
            var mapping = definition.mapping();
            var same = new HashSet<K>();
            var shared = new SharedSums();
            for (var stored : generation
                    .documents()
                    .find(
                            session,
                            in(
                                    Stored.ID,
                                    wanted.keySet().stream().map(mapping::id).toList()))) {
                try {
                    var held = Stored.projected(mapping, generation.documents(), stored);
                    var key = mapping.key(stored);
                    var document = wanted.get(key);
                    if (held.equals(document)) {
                        same.add(key);
                    } else if (document != null) {
                        shared.add(key, held.state(), -1);
                        shared.add(key, document.state(), 1);
                    }
                } catch (UnreadableException damaged) {
                    // replaced
                }
            }
            shared.write();
            var writes = new ArrayList<WriteModel<Document>>();
            wanted.forEach((key, document) -> {
                if (!same.contains(key)) {
                    writes.add(new ReplaceOneModel<>(
                            eq(Stored.ID, mapping.id(key)), transaction.inserted(key, document), UPSERT));
                }
            });
            if (!writes.isEmpty()) {
                var _ = generation.documents().bulkWrite(session, writes, UNORDERED);
            }
            return writes.size();
        }

        /** Removes a document that stands in a context of which the log does not know it. */
        public long remove(K key, String contextKey) {
            var removed = generation
                    .documents()
                    .findOneAndDelete(
                            session, and(eq(Stored.ID, definition.mapping().id(key)), eq(Stored.CONTEXT, contextKey)));
            if (removed == null) {
                return 0;
            }
            try {
                var held = Stored.projected(definition.mapping(), generation.documents(), removed);
                var shared = new SharedSums();
                shared.add(key, held.state(), -1);
                shared.write();
            } catch (UnreadableException damaged) {
                // nobody knows what rows count of it
            }
            return 1;
        }

        /** Removes all of a context, also what its documents contribute, and remembers it as erased. */
        public long erase(String contextKey, long offset) {
            var shared = new SharedSums();
            if (!shared.sums.isEmpty()) {
                transaction.scan(contextKey, (key, state) -> shared.add(key, state, -1));
                shared.write();
            }
            var removed = transaction.erase(contextKey, offset, ownAggregates());
            return 1 + removed.documents() + removed.contexts() + removed.rows() + removed.parked();
        }

        /** @param wanted absent: there is to be none */
        public long writeContext(String contextKey, @Nullable ProjectedContext<C> wanted) {
            var stored = generation
                    .contexts()
                    .find(session, eq(Stored.ID, contextKey))
                    .first();
            if (wanted == null) {
                return stored == null
                        ? 0
                        : generation
                                .contexts()
                                .deleteOne(session, eq(Stored.ID, contextKey))
                                .getDeletedCount();
            }
            if (stored != null && isAsWanted(stored, wanted)) {
                return 0;
            }
            transaction.writeContexts(Map.of(contextKey, wanted));
            return 1;
        }

        private boolean isAsWanted(Document stored, ProjectedContext<C> wanted) {
            try {
                var held = Stored.context(definition.mapping(), generation.contexts(), stored);
                return held.context().equals(wanted.context())
                        && held.epoch() == wanted.epoch()
                        && Objects.equals(stored.get(Stored.PARTITION), partition);
            } catch (UnreadableException damaged) {
                return false;
            }
        }

        /** Makes the rows of a context those that its documents, all of them, contribute; not those that several partitions feed. */
        public long writeRows(String contextKey, Map<K, Projected<S>> documents) {
            long written = 0;
            for (var aggregate : ownAggregates()) {
                written += writeRows(aggregate, contextKey, documents);
            }
            return written;
        }

        private List<Aggregate<K, S>> ownAggregates() {
            return definition.projection().aggregates().stream()
                    .filter(aggregate -> !aggregate.isFedBySeveralPartitions())
                    .toList();
        }

        /**
         * Adds what rows of an aggregate lack, each of the partition of this work. Whoever compared them must look at
         * {@link #repairedAt}: what two repairs add stands there twice.
         *
         * @param damaged of rows the names of their counts that are no numbers, which begin anew
         * @throws IllegalStateException if others are no numbers by now
         */
        public long correctRows(
                Aggregate<K, S> aggregate, Map<AggregateKey, long[]> lacking, Map<AggregateKey, List<String>> damaged) {
            if (!damaged.isEmpty()) {
                removeCounts(aggregate, damaged);
            }
            var additions = new HashMap<>(lacking);
            additions.values().removeIf(Contributions::isZero);
            transaction.add(aggregate, additions);
            return lacking.size();
        }

        /** Nothing was added to these counts since they were read: MongoDB refuses that, and the event is parked. */
        private void removeCounts(Aggregate<K, S> aggregate, Map<AggregateKey, List<String>> damaged) {
            var now = new HashMap<AggregateKey, List<String>>();
            var writes = new ArrayList<WriteModel<Document>>();
            for (var stored : find(aggregate, damaged.keySet())) {
                var names = AggregateRows.unreadable(aggregate, stored);
                now.put(AggregateRows.key(stored), names);
                var fields = new Document();
                names.forEach(name -> fields.append(name, ""));
                writes.add(new UpdateOneModel<>(eq(Stored.ID, stored.get(Stored.ID)), new Document("$unset", fields)));
            }
            if (!now.equals(damaged)) {
                throw new IllegalStateException(
                        "rows of %s of partition %d that are no numbers were changed meanwhile: audit again"
                                .formatted(aggregate.name(), partition));
            }
            var _ = generation.rows(aggregate).bulkWrite(session, writes, UNORDERED);
        }

        private List<Document> find(Aggregate<K, S> aggregate, Set<AggregateKey> keys) {
            var ids = keys.stream()
                    .map(key -> AggregateRows.id(aggregate, key, partition))
                    .toList();
            return generation.rows(aggregate).find(session, in(Stored.ID, ids)).into(new ArrayList<>());
        }

        /** What documents contribute more or less than before to rows that several partitions feed; written in pieces. */
        private final class SharedSums {

            private final Map<Aggregate<K, S>, Contributions<K, S>> sums = new HashMap<>();

            private SharedSums() {
                for (var aggregate : definition.projection().aggregates()) {
                    if (aggregate.isFedBySeveralPartitions()) {
                        sums.put(aggregate, new Contributions<>(aggregate));
                    }
                }
            }

            private void add(K key, S state, int sign) {
                sums.forEach((aggregate, sum) -> {
                    sum.add(key, state, sign);
                    if (sum.size() >= ROWS_AT_ONCE) {
                        write(aggregate, sum.drain());
                    }
                });
            }

            private void write() {
                sums.forEach((aggregate, sum) -> write(aggregate, sum.drain()));
            }

            /** Counts that are no numbers stay as they are, for whoever compares them: they refuse to be added to. */
            private void write(Aggregate<K, S> aggregate, Map<AggregateKey, long[]> differences) {
                if (differences.isEmpty()) {
                    return;
                }
                for (var stored : find(aggregate, differences.keySet())) {
                    var difference = differences.get(AggregateRows.key(stored));
                    if (difference != null) {
                        AggregateRows.unreadable(aggregate, stored)
                                .forEach(name -> difference[aggregate.counts().indexOf(name)] = 0);
                    }
                }
                differences.values().removeIf(Contributions::isZero);
                transaction.add(aggregate, differences);
            }
        }

        private long writeRows(Aggregate<K, S> aggregate, String contextKey, Map<K, Projected<S>> documents) {
            var wanted = Contributions.differences(aggregate, Map.of(), documents);
            var rows = generation.rows(aggregate);
            var ids = new ArrayList<Object>();
            var held = new HashMap<AggregateKey, long[]>();
            // the key after this one: rows of this subject only
            for (var stored : rows.find(session, AggregateRows.between(partition, contextKey, contextKey + '\0'))) {
                try {
                    held.putAll(Stored.read(rows, stored, row -> AggregateRows.read(aggregate, List.of(row))));
                } catch (UnreadableException damaged) {
                    held.put(AggregateRows.key(stored), new long[0]);
                }
                ids.add(stored.get(Stored.ID));
            }
            var keys = new HashSet<>(held.keySet());
            keys.addAll(wanted.keySet());
            long differing = keys.stream()
                    .filter(key -> !Arrays.equals(held.get(key), wanted.get(key)))
                    .count();
            if (differing > 0) {
                var _ = rows.deleteMany(session, in(Stored.ID, ids));
                // rows that stand there with another partition
                var lost = wanted.keySet().stream().map(AggregateRows::id).toList();
                var _ = rows.deleteMany(session, in(Stored.ID, lost));
                transaction.add(aggregate, wanted);
            }
            return differing;
        }

        /** Offsets of the records of the partition that operators have skipped or discarded. */
        public Set<Long> leftOut() {
            return generation
                    .parked()
                    .find(
                            session,
                            and(
                                    eq(Stored.PARTITION, partition),
                                    or(
                                            and(StoredParked.SKIPPED, eq(StoredParked.RESOLUTION, null)),
                                            StoredParked.DISCARDED)))
                    .map(parked -> Stored.number(parked, "offset"))
                    .into(new HashSet<>());
        }

        /** Parks events that are not parked. */
        public long park(Collection<ParkedEvent> events) {
            var absent = events.stream()
                    .filter(event -> find(event.partition(), event.offset()) == null)
                    .toList();
            transaction.park(absent);
            return absent.size();
        }

        /** Ends the waiting of a parked event, if it waits. */
        public long resolve(int of, long offset, ParkedEvent.Resolution resolution) {
            return generation
                    .parked()
                    .updateOne(
                            session,
                            and(StoredParked.waiting(of), eq("offset", offset)),
                            new Document(
                                    "$set", new Document(StoredParked.RESOLUTION, StoredParked.document(resolution))))
                    .getModifiedCount();
        }

        /** Forgets a parked event of which the log holds no record. */
        public long unpark(int of, long offset) {
            return generation
                    .parked()
                    .deleteOne(session, and(eq(Stored.PARTITION, of), eq("offset", offset)))
                    .getDeletedCount();
        }

        private @Nullable Document find(int of, long offset) {
            return generation
                    .parked()
                    .find(session, and(eq(Stored.PARTITION, of), eq("offset", offset)))
                    .first();
        }
    }
}
