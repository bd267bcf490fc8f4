package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of one generation in MongoDB.
 *
 * <p>All transactions run in one server session, whose id stands in the checkpoints. A transaction left open by an
 * attempt that failed is ended by the next one, and one left open by a process that died is ended by whoever
 * takes the partition; without it the server would hold the checkpoint locked for a minute.
 */
public final class MongoProjectionStore<K, S, C> implements ProjectionStore<K, S, C> {

    /** A checkpoint that cannot be written for longer is locked by a transaction. */
    private static final long SHORTLY_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(MongoProjectionStore.class);

    private final MongoClient client;
    private final GenerationCollections generation;
    private final ProjectionDefinition<?, K, S, C> definition;
    private final DocumentMapping<K, S, C> mapping;
    private final UnreadableDocuments unreadable;
    private final ClientSessionOptions sessionOptions;
    private @Nullable ClientSession session;

    MongoProjectionStore(
            MongoClient client,
            GenerationCollections generation,
            ProjectionDefinition<?, K, S, C> definition,
            Duration transactionTimeout,
            UnreadableDocuments unreadable) {
        this.client = client;
        this.generation = generation;
        this.definition = definition;
        this.mapping = definition.mapping();
        this.unreadable = unreadable;
        this.sessionOptions = ClientSessionOptions.builder()
                .causallyConsistent(false)
                .defaultTransactionOptions(TransactionOptions.builder()
                        .readConcern(ReadConcern.SNAPSHOT)
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .readPreference(ReadPreference.primary())
                        .timeout(transactionTimeout.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .build();
    }

    @Override
    public Checkpoint take(int partition) {
        return calling(() -> {
            var own = id(session());
            var shortly = generation.checkpoints().withTimeout(SHORTLY_MILLIS, TimeUnit.MILLISECONDS);
            try {
                return takeFrom(shortly, partition, own);
            } catch (MongoOperationTimeoutException | MongoExecutionTimeoutException locked) {
                endTransactionOfOther(partition, own);
                return takeFrom(generation.checkpoints(), partition, own);
            }
        });
    }

    private static Checkpoint takeFrom(MongoCollection<Document> checkpoints, int partition, Document own) {
        var taken = checkpoints.findOneAndUpdate(
                eq(Stored.ID, partition),
                new Document("$set", new Document(Stored.SESSION, own)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (taken == null) {
            throw ProjectionStoppedException.missingCheckpoint(
                    checkpoints.getNamespace().getFullName(), partition);
        }
        return Stored.checkpoint(taken);
    }

    @Override
    public void transact(Consumer<Work<K, S, C>> work) {
        calling(() -> {
            var own = session();
            own.startTransaction();
            try {
                var attempt = new MongoTransaction<>(own, generation, definition, unreadable);
                work.accept(attempt);
                attempt.requireAdvanced();
            } catch (RuntimeException failure) {
                own.abortTransaction();
                throw failure;
            }
            own.commitTransaction();
            return own;
        });
    }

    @Override
    public Optional<Projected<S>> read(K key) {
        return calling(() -> Optional.ofNullable(generation
                        .documents()
                        .find(eq(Stored.ID, mapping.id(key)))
                        .first())
                .map(found -> Stored.projected(mapping, generation.documents(), found)));
    }

    @Override
    public Optional<ProjectedContext<C>> readContext(String contextKey) {
        return calling(() -> Optional.ofNullable(
                        generation.contexts().find(eq(Stored.ID, contextKey)).first())
                .map(found -> Stored.context(mapping, generation.contexts(), found)));
    }

    @Override
    public List<String> staleContexts(int partition) {
        return calling(() -> generation
                .contexts()
                .find(and(eq(Stored.PARTITION, partition), eq(Stored.STALE, true)))
                .projection(new Document(Stored.ID, 1))
                .map(found -> Stored.text(found, Stored.ID))
                .into(new ArrayList<>()));
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return calling(() -> {
            var found = generation.checkpoints().find(eq(Stored.ID, partition)).first();
            if (found == null) {
                throw ProjectionStoppedException.missingCheckpoint(
                        generation.checkpoints().getNamespace().getFullName(), partition);
            }
            return Stored.checkpoint(found);
        });
    }

    @Override
    public Optional<ParkedEvent> parkedEvent(int partition, long offset) {
        return calling(() -> Optional.ofNullable(generation
                        .parked()
                        .find(and(eq(Stored.PARTITION, partition), eq("offset", offset)))
                        .first())
                .map(StoredParked::event));
    }

    @Override
    public long parked(int partition) {
        return calling(() -> generation.parked().countDocuments(StoredParked.waiting(partition)));
    }

    @Override
    public List<ParkedEvent> parkedEvents(int partition, long from, int limit) {
        return calling(() -> generation
                .parked()
                .find(and(StoredParked.waiting(partition), StoredParked.from(partition, from)))
                .sort(new Document("offset", 1))
                .limit(limit)
                .map(StoredParked::event)
                .into(new ArrayList<>()));
    }

    @Override
    public List<ParkedEvent> parkedOf(int partition, String contextKey, int limit) {
        var key = new Binary(contextKey.getBytes(StandardCharsets.UTF_8));
        return calling(() -> generation
                .parked()
                .find(and(StoredParked.waiting(partition), eq("key", key)))
                .sort(new Document("offset", 1))
                .limit(limit)
                .map(StoredParked::event)
                .into(new ArrayList<>()));
    }

    @Override
    public Set<Long> skippedFrom(int partition, long offset) {
        return calling(() -> generation
                .parked()
                .find(and(StoredParked.from(partition, offset), StoredParked.SKIPPED))
                .projection(new Document("offset", 1))
                .map(found -> Stored.number(found, "offset"))
                .into(new HashSet<>()));
    }

    @Override
    public Map<AggregateKey, long[]> rows(Aggregate<K, S> aggregate, String subject, long from, long to) {
        return calling(() ->
                AggregateRows.read(aggregate, generation.rows(aggregate).find(AggregateRows.of(subject, from, to))));
    }

    @Override
    public Optional<Erasure> erasure(String contextHash) {
        return calling(() -> new ErasedContexts(generation).find(contextHash));
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private ClientSession session() {
        if (session == null) {
            session = client.startSession(sessionOptions);
        }
        return session;
    }

    private static Document id(ClientSession session) {
        return new Document(
                "id", session.getServerSession().getIdentifier().getBinary("id").asUuid());
    }

    /** Without the right to end sessions, the transaction ends after the server's transactionLifetimeLimitSeconds. */
    private void endTransactionOfOther(int partition, Document own) {
        var stored = generation.checkpoints().find(eq(Stored.ID, partition)).first();
        if (stored != null && stored.get(Stored.SESSION) instanceof Document other && !other.equals(own)) {
            try {
                client.getDatabase("admin").runCommand(new Document("killSessions", List.of(other)));
            } catch (MongoCommandException refused) {
                LOG.atWarn()
                        .addKeyValue("partition", partition)
                        .addKeyValue("reason", refused.getErrorCodeName())
                        .log("may not end the transaction that another process left open, and waits for its end");
            }
        }
    }

    private <T> T calling(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException failure) {
            throw MongoFailures.of(failure, client);
        } catch (BsonMaximumSizeExceededException failure) {
            throw new StoreException(StoreException.Kind.DOCUMENT_TOO_LARGE, failure);
        }
    }
}
