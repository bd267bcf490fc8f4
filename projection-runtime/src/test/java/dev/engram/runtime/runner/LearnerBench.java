package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of learner events on a real broker and learner cards in a real database, written batch by batch or by a runner. */
public final class LearnerBench implements AutoCloseable {

    private static final int PARTITIONS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    public final LearnerCardProjection projection;
    public final LearnerCardMapping mapping = new LearnerCardMapping();
    public final ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> definition;
    public final MongoClient client;
    private final TopicDefinition topic;
    public final ProjectionSettings settings;
    public final GenerationCollections generation;
    private final MongoGenerations<LearnerCardKey, LearnerCard, LearnerContext> generations;
    private final ProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> store;
    private final BatchTransaction<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> transaction;
    private final Producer<byte[], byte[]> producer;

    /** Counts the activity of learners only. */
    public LearnerBench() {
        this(new LearnerCardProjection("learner-cards"));
    }

    public LearnerBench(LearnerCardProjection projection) {
        this.projection = projection;
        var infra = TestInfra.shared();
        client = MongoConnections.create(infra.mongoUri(), "audit", TIMEOUT, 8);
        topic = new TopicDefinition(new TestTopics(infra.kafkaBootstrap()).unique("audit", PARTITIONS), PARTITIONS);
        definition = new ProjectionDefinition<>(projection, mapping, LearnerEvents.codec()::decode, topic);
        settings = ProjectionSettings.of("audit", KafkaAccess.open(infra.kafkaBootstrap()), null);
        var database = infra.uniqueDatabase("audit");
        generations = new MongoGenerations<>(client, database, definition, TIMEOUT);
        var first = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Checkpoint.first(partition, "topic", 0))
                .toList();
        generations.createFirst(projection.foldVersion(), first);
        store = generations.store(1);
        transaction = new BatchTransaction<>(projection, store);
        generation = GenerationCollections.of(client.getDatabase(database), projection.name(), 1);
        producer = LedgerBench.producer(infra.kafkaBootstrap(), Map.of());
    }

    public ProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> store() {
        return store;
    }

    /** Appends events; where they stand, in their order. */
    public List<RecordMetadata> append(List<? extends LearnerEvent> events) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var event : events) {
            var encoded = LearnerEvents.codec().encode(event);
            var origin =
                    new ProducerRecord<>(topic.name(), encoded.key().getBytes(StandardCharsets.UTF_8), encoded.value());
            encoded.headers()
                    .forEach((name, value) -> origin.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(origin));
        }
        return sent.stream().map(LedgerBench::placed).toList();
    }

    /** Appends a record that cannot be decoded. */
    public RecordMetadata appendUnreadable(int partition) {
        return LedgerBench.placed(
                producer.send(new ProducerRecord<>(topic.name(), partition, new byte[] {1}, new byte[] {'?'})));
    }

    /** Appends a record that cannot be decoded, under the key of a learner. */
    public RecordMetadata appendUnreadable(LearnerId learner) {
        var key = learner.text().getBytes(StandardCharsets.UTF_8);
        return LedgerBench.placed(producer.send(new ProducerRecord<>(topic.name(), key, new byte[] {'?'})));
    }

    /** Appends to every partition in two transactions, with a control record between, which holds an offset of its own. */
    public void appendInTransactions() {
        try (var transactional = LedgerBench.producer(
                settings.kafka().bootstrapServers(),
                Map.of("transactional.id", topic.name(), "max.in.flight.requests.per.connection", "1"))) {
            transactional.initTransactions();
            for (int i = 0; i < 2 * PARTITIONS; i++) {
                if (i % PARTITIONS == 0) {
                    transactional.beginTransaction();
                }
                transactional.send(
                        new ProducerRecord<>(topic.name(), i % PARTITIONS, new byte[] {1}, new byte[] {'?'}));
                if (i % PARTITIONS == PARTITIONS - 1) {
                    transactional.commitTransaction();
                }
            }
        }
    }

    /** Steps over a record. */
    public void skip(RecordMetadata place) {
        var outcome = new RecordSkip<>(settings, definition, generations, RunnerEnvironment.system(), "topic", () -> {})
                .skip(place.partition(), place.offset(), "a test", "nobody");
        assertThat(outcome).isInstanceOf(RecordSkip.Outcome.Skipped.class);
    }

    /** Applies what stands in the log behind the checkpoints, in batches; stale documents stay stale. */
    public void applyAll(Random random) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", settings.kafka().bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var places = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            consumer.assign(places);
            var ends = new TreeMap<Integer, Long>();
            consumer.endOffsets(places).forEach((place, end) -> ends.put(place.partition(), end));
            places.forEach(
                    place -> consumer.seek(place, store.take(place.partition()).next()));
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.get(place.partition()))) {
                var found = consumer.poll(Duration.ofSeconds(1));
                found.partitions().forEach(place -> apply(found.records(place), random));
            }
        }
    }

    private void apply(List<ConsumerRecord<byte[], byte[]>> records, Random random) {
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(40));
            var entries = records.subList(from, to).stream()
                    .map(origin -> Batch.entry(origin, LearnerEvents.codec()::decode, projection))
                    .toList();
            transaction.apply(Batch.of(entries), store.take(records.getFirst().partition()));
            from = to;
        }
    }

    /** Derives up to {@code limit} stale documents of one context of each partition. */
    public void deriveSome(int limit) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var stale = store.staleContexts(partition);
            if (!stale.isEmpty()) {
                transaction.rederive(stale.getFirst(), store.take(partition), limit);
            }
        }
    }

    /** Keys of the contexts with stale documents. */
    public List<String> stale() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(store::staleContexts)
                .flatMap(List::stream)
                .toList();
    }

    /** Runs the projection on another database, which is empty. */
    public HostedProjection<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> start(String database) {
        return HostedProjection.start(
                settings,
                definition,
                new MongoGenerations<>(client, database, definition, TIMEOUT),
                new KafkaTopicMonitor(
                        settings.kafka(),
                        "bench",
                        topic,
                        new LogIdentities(client.getDatabase(database)),
                        InstantSource.system()),
                RunnerEnvironment.system());
    }

    @Override
    public void close() {
        store.close();
        producer.close(Duration.ofSeconds(1));
        client.close();
    }
}
