package dev.engram.runtime.query;

import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import dev.engram.projections.Position;
import dev.engram.projections.feed.ChangeQueries;
import dev.engram.projections.feed.ChangeWatch;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.learner.StateCache;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.UuidRepresentation;

/** Catalogue and learner-cards on the broker and the mongod of the build, with topics and a database of their own. */
public final class RunningProjections implements AutoCloseable {

    private final TestInfra infra = TestInfra.shared();
    private final TopicDefinition reviews =
            Topics.REVIEWS.named(infra.uniqueTopic("reviews", Topics.REVIEWS.partitions()));
    private final TopicDefinition cards = Topics.CARDS.named(infra.uniqueTopic("cards", Topics.CARDS.partitions()));
    private final String database = infra.uniqueDatabase("queries");
    private final MongoClient writing =
            MongoConnections.create(infra.mongoUri(), "test-projections", Duration.ofSeconds(10), 10);
    private final List<String> commands = new ArrayList<>();
    private final MongoClient reading = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(infra.mongoUri()))
            .uuidRepresentation(UuidRepresentation.STANDARD)
            .addCommandListener(new CommandListener() {
                @Override
                public void commandStarted(CommandStartedEvent started) {
                    if (started.getDatabaseName().equals(database)) {
                        commands.add(started.getCommand().toString());
                    }
                }
            })
            .build());
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", infra.kafkaBootstrap(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final ProjectionHost host = new ProjectionHost(
            ProjectionSettings.of("test-" + database, KafkaAccess.open(infra.kafkaBootstrap()), null),
            writing,
            database,
            topic -> new KafkaTopicMonitor(
                    KafkaAccess.open(infra.kafkaBootstrap()),
                    "test",
                    topic,
                    new LogIdentities(writing.getDatabase(database)),
                    InstantSource.system()),
            RunnerEnvironment.system());
    private final MongoProjectionQueries queries;
    private final MongoProjectionQueries withoutMemory;
    private final MongoChangeQueries changes;
    private final MongoChangeWatch watch;

    /** Starts them and returns when readers can look. */
    public RunningProjections() {
        var readable = reading.getDatabase(database);
        var learnerCards = host.start(LearnerCards.withCardAnswers("learner-cards", reviews));
        var catalogue = host.start(Catalogue.definition(cards));
        queries = new MongoProjectionQueries(reading, readable, learnerCards, catalogue, new StateCache(16 << 20));
        withoutMemory = new MongoProjectionQueries(reading, readable, learnerCards, catalogue, new StateCache(0));
        changes = new MongoChangeQueries(reading, readable, learnerCards, catalogue);
        watch = new MongoChangeWatch(reading, readable, learnerCards, catalogue);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> host.projections().stream()
                        .allMatch(projection -> projection.status().live() != null));
    }

    public ProjectionQueries queries() {
        return queries;
    }

    /** Those that remember no states between requests. */
    public ProjectionQueries withoutMemory() {
        return withoutMemory;
    }

    /** Where the documents are. */
    public MongoDatabase database() {
        return writing.getDatabase(database);
    }

    public ChangeQueries changes() {
        return changes;
    }

    public ChangeWatch watch() {
        return watch;
    }

    /** Builds all projections again and returns when the new generations are live. */
    public void rebuild() {
        for (var projection : host.projections()) {
            var before = projection.status().live();
            projection.rebuild();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Objects.equals(projection.status().live(), before));
        }
    }

    /** The commands that readers have sent since this was last called. */
    public List<String> takeCommands() {
        var sent = List.copyOf(commands);
        commands.clear();
        return sent;
    }

    /** Appends events of one learner. @return the position of the last */
    public Position append(List<? extends LearnerEvent> events) {
        var last =
                send(reviews, events.stream().map(LearnerEvents.codec()::encode).toList());
        return Position.reviews(
                new TestTopics(infra.kafkaBootstrap()).id(reviews.name()), last.partition(), last.offset());
    }

    /** Appends events of one deck. @return the position of the last version */
    public Position appendDeck(List<? extends DeckEvent> events) {
        send(cards, events.stream().map(DeckEvents.codec()::encode).toList());
        return Position.deck(
                events.getLast().stamp().deckId(), events.getLast().stamp().version());
    }

    private RecordMetadata send(TopicDefinition topic, List<EncodedEvent> events) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var event : events) {
            var record = new ProducerRecord<>(topic.name(), event.key(), event.value());
            event.headers()
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(record));
        }
        producer.flush();
        try {
            return sent.getLast().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        host.close();
        producer.close();
        writing.getDatabase(database).drop();
        writing.close();
        reading.close();
    }
}
