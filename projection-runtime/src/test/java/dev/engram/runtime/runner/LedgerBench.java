package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.fail;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Position.LogPartition;
import dev.engram.projections.Projected;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.log.TopicAdmin;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.runner.Ledger.Entry;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A topic, a database, a producer, and ledger projections running between them. */
final class LedgerBench implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TRANSACTION = Duration.ofSeconds(10);

    final String bootstrap;
    final MongoClient client;
    final String databaseName;
    final MongoDatabase database;
    final TopicDefinition topic;
    final Ledger ledger = Ledger.named("ledger");
    final Producer<byte[], byte[]> producer;
    private final List<HostedProjection<?, ?, ?, ?>> running = new ArrayList<>();
    private final List<KafkaTopicMonitor> monitors = new ArrayList<>();

    private LedgerBench(String bootstrap, String mongoUri, int partitions) {
        this.bootstrap = bootstrap;
        this.client = MongoConnections.create(mongoUri, "bench", Duration.ofSeconds(10), 8);
        this.databaseName = TestInfra.shared().uniqueDatabase("bench");
        this.database = client.getDatabase(databaseName);
        this.topic = new TopicDefinition(new TestTopics(bootstrap).unique("bench", partitions), partitions);
        this.producer = producer(bootstrap, Map.of());
    }

    static LedgerBench shared(int partitions) {
        return on(TestInfra.shared().kafkaBootstrap(), TestInfra.shared().mongoUri(), partitions);
    }

    static LedgerBench on(String bootstrap, String mongoUri, int partitions) {
        return new LedgerBench(bootstrap, mongoUri, partitions);
    }

    static Producer<byte[], byte[]> producer(String bootstrap, Map<String, String> settings) {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        // a batch must not overtake one that a new leader refused
        properties.put("max.in.flight.requests.per.connection", "1");
        properties.putAll(settings);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    ProjectionSettings settings() {
        return ProjectionSettings.of("bench", KafkaAccess.open(bootstrap), null);
    }

    /** Starts a runner, which ends with the bench. */
    HostedProjection<Entry, String, Tally, Rate> start() {
        return start(settings());
    }

    HostedProjection<Entry, String, Tally, Rate> start(ProjectionSettings settings) {
        return start(settings, ledger);
    }

    HostedProjection<Entry, String, Tally, Rate> start(ProjectionSettings settings, Ledger projection) {
        return start(settings, projection.on(topic), generations(projection, settings.transactionTimeout()));
    }

    HostedProjection<Entry, String, Tally, Rate> start(
            ProjectionSettings settings,
            ProjectionDefinition<Entry, String, Tally, Rate> definition,
            Generations<String, Tally, Rate> generations) {
        var started = HostedProjection.start(
                settings,
                definition,
                generations,
                monitor(settings.kafka(), definition.topic()),
                RunnerEnvironment.system());
        running.add(started);
        return started;
    }

    /** The topic as a broker holds it, and as this database remembers it. */
    KafkaTopicMonitor monitor(KafkaAccess kafka, TopicDefinition watched) {
        var monitor =
                new KafkaTopicMonitor(kafka, "bench", watched, new LogIdentities(database), InstantSource.system());
        monitors.add(monitor);
        return monitor;
    }

    /** A partition of the topic as it is now. */
    LogPartition place(int partition) {
        return new LogPartition(partition, new TestTopics(bootstrap).id(topic.name()));
    }

    /** Takes the topic as it is for the log from now on, as a restore does. */
    void adoptTopic() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new LogIdentities(database).adopt(topic.name(), TopicAdmin.look(admin, topic), java.time.Instant.now());
        }
    }

    Generations<String, Tally, Rate> generations(Ledger projection, Duration transactionTimeout) {
        return new MongoGenerations<>(client, databaseName, projection.on(topic), transactionTimeout);
    }

    /** A store on the bench's generation, beside the one of the runner. */
    ProjectionStore<String, Tally, Rate> store() {
        var generations = generations(ledger, TRANSACTION);
        return generations.store(
                generations.read().map(found -> found.live().number()).orElse(1));
    }

    ProjectionReader<String, Tally, Rate> reader(Ledger projection, Progress progress) {
        return new ProjectionReader<>(
                client, database, projection.on(topic), progress, new UnreadableDocuments(projection.name()));
    }

    ProjectionReader<String, Tally, Rate> reader(Progress progress) {
        return reader(ledger, progress);
    }

    ProjectionReader<String, Tally, Rate> reader() {
        return reader(new Progress());
    }

    /** The documents of a generation without the turns that wrote them, by key. */
    Map<Object, Document> documents(int generation) {
        var documents = new HashMap<Object, Document>();
        GenerationCollections.of(database, ledger.name(), generation)
                .documents()
                .find()
                .forEach(document -> {
                    document.remove("turn");
                    documents.put(document.get("_id"), document);
                });
        return documents;
    }

    /** Number of contexts of a generation whose documents are still to be re-derived. */
    long stale(int generation) {
        return GenerationCollections.of(database, ledger.name(), generation)
                .contexts()
                .countDocuments(new Document("stale", true));
    }

    /** Number of parked events. */
    long parked() {
        return GenerationCollections.of(database, ledger.name(), 1).parked().countDocuments();
    }

    /** Appends a record and returns its offset. */
    long send(int partition, String value) {
        return send(producer, partition, value);
    }

    long send(Producer<byte[], byte[]> by, int partition, String value) {
        return offset(sendLater(by, partition, value));
    }

    Future<RecordMetadata> sendLater(Producer<byte[], byte[]> by, int partition, String value) {
        var words = value.split(" ");
        var key = words.length > 1 ? words[1] : "none";
        return by.send(new ProducerRecord<>(topic.name(), partition, bytes(key), bytes(value)));
    }

    static long offset(Future<RecordMetadata> sent) {
        return placed(sent).offset();
    }

    /** Where a record stands, once it is acknowledged. */
    static RecordMetadata placed(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All amounts applied to a document, in order; empty if there is none. */
    List<Integer> amounts(String account, String item) {
        return document(Ledger.key(account, item))
                .map(found -> found.state().amounts())
                .orElse(List.of());
    }

    Optional<Projected<Tally>> document(String key) {
        try (var store = store()) {
            return store.read(key);
        }
    }

    Checkpoint checkpoint(int partition) {
        return reader().read(ProjectionView::checkpoints).get(partition);
    }

    /** What a projection does for the generation that it runs, the newest if several. */
    static @Nullable ProjectionStatus shown(HostedProjection<?, ?, ?, ?> projection) {
        return projection.status().running().stream()
                .max(Comparator.comparingInt(ProjectionStatus::generation))
                .orElse(null);
    }

    /** Number of the live generation; 0 before one is known. */
    static int liveGeneration(HostedProjection<?, ?, ?, ?> projection) {
        var live = projection.status().live();
        return live == null ? 0 : live.number();
    }

    static ProjectionStatus.@Nullable Partition shown(HostedProjection<?, ?, ?, ?> projection, int partition) {
        var shown = shown(projection);
        return shown == null ? null : shown.partitions().get(partition);
    }

    static PartitionState state(HostedProjection<?, ?, ?, ?> projection, int partition) {
        var shown = shown(projection, partition);
        return shown == null ? projection.status().state() : shown.state();
    }

    static boolean isLive(HostedProjection<?, ?, ?, ?> runner, int partition) {
        return state(runner, partition) instanceof PartitionState.Live;
    }

    static boolean allLive(HostedProjection<?, ?, ?, ?> projection) {
        var shown = shown(projection);
        return shown != null
                && shown.partitions().stream().allMatch(partition -> partition.state() instanceof PartitionState.Live);
    }

    /** Waits until {@code reached}, and fails with what {@code seen} says if it is not within the timeout. */
    static void until(String what, BooleanSupplier reached, Supplier<@Nullable Object> seen) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("%s not reached within %s; seen: %s".formatted(what, TIMEOUT, seen.get()));
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    static void untilLive(HostedProjection<?, ?, ?, ?> runner) {
        until("all partitions live", () -> allLive(runner), runner::status);
    }

    void untilApplied(int partition, long offset) {
        until(
                "offset %d of partition %d".formatted(offset, partition),
                () -> {
                    try {
                        return reader().await(place(partition), offset, Duration.ofSeconds(5))
                                .caughtUp();
                    } catch (MongoException away) {
                        return false;
                    }
                },
                () -> reader().read(ProjectionView::checkpoints) + " "
                        + running.stream().<Object>map(HostedProjection::status).toList());
    }

    @Override
    public void close() {
        running.forEach(HostedProjection::close);
        producer.close(Duration.ofSeconds(1));
        client.close();
    }
}
