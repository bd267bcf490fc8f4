package dev.engram.maintenance;

import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.catalogue.CommitDocument;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.scheduler.CardHistory;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;

/** Topics and databases of an installation of its own, on the broker and the mongod of the build. */
public final class TestInstallation implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    public final Installation installation;
    public final MongoClient client;
    private final LearnerCardMapping mapping = new LearnerCardMapping();

    /** With empty topics and no databases yet. */
    public TestInstallation() {
        this(
                Topics.CARDS.named(uniqueTopic("cards", Topics.CARDS)),
                Topics.REVIEWS.named(uniqueTopic("reviews", Topics.REVIEWS)));
    }

    private TestInstallation(TopicDefinition cards, TopicDefinition reviews) {
        this(cards, reviews, databases());
    }

    private TestInstallation(TopicDefinition cards, TopicDefinition reviews, Installation.Databases databases) {
        this(new Installation(
                KafkaAccess.open(TestInfra.shared().kafkaBootstrap()),
                TestInfra.shared().mongoUri(),
                cards,
                reviews,
                databases));
    }

    private TestInstallation(Installation installation) {
        this.installation = installation;
        client = MongoConnections.create(installation.mongoUri(), "maintenance-test", Duration.ofSeconds(60), 20);
    }

    /** The same names on other servers, where nothing of that name is. */
    public TestInstallation on(String bootstrapServers, String mongoUri) {
        return new TestInstallation(new Installation(
                KafkaAccess.open(bootstrapServers),
                mongoUri,
                installation.cards(),
                installation.reviews(),
                installation.databases()));
    }

    private static String uniqueTopic(String name, TopicDefinition topic) {
        return TestInfra.shared().uniqueTopic(name, topic.partitions());
    }

    private static Installation.Databases databases() {
        var infra = TestInfra.shared();
        return new Installation.Databases(
                infra.uniqueDatabase("cards"),
                infra.uniqueDatabase("review"),
                infra.uniqueDatabase("analytics"),
                infra.uniqueDatabase("gateway"));
    }

    /** The same databases with new, empty topics: as after the broker has lost its data. */
    public TestInstallation withNewLog() {
        return new TestInstallation(
                Topics.CARDS.named(uniqueTopic("cards", Topics.CARDS)),
                Topics.REVIEWS.named(uniqueTopic("reviews", Topics.REVIEWS)),
                installation.databases());
    }

    /** The same topics with new, empty databases. */
    public TestInstallation withNewDatabases() {
        return new TestInstallation(installation.cards(), installation.reviews(), databases());
    }

    public MongoDatabase database(String name) {
        return GenerationCollections.of(client.getDatabase(name), "any", 1).database();
    }

    public MongoCollection<Document> schedule() {
        return database(installation.databases().review()).getCollection("schedule.g1");
    }

    public MongoCollection<Document> learnerCards() {
        return database(installation.databases().analytics()).getCollection("learner-cards.g1");
    }

    public MongoCollection<Document> commits() {
        return database(installation.databases().cards()).getCollection("commits");
    }

    /** Appends learner events. */
    public void append(Collection<? extends LearnerEvent> events) throws Exception {
        write(
                installation.reviews(),
                events.stream().map(LearnerEvents.codec()::encode).toList());
    }

    /** Appends deck events. */
    public void publish(Collection<? extends DeckEvent> events) throws Exception {
        write(
                installation.cards(),
                events.stream().map(DeckEvents.codec()::encode).toList());
    }

    private void write(TopicDefinition topic, List<EncodedEvent> events) throws Exception {
        try (var writer = new RecordWriter(installation.kafka())) {
            for (var event : events) {
                var record = new ProducerRecord<byte[], byte[]>(
                        topic.name(), event.key().getBytes(StandardCharsets.UTF_8), event.value());
                event.headers()
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                writer.append(record);
            }
            writer.flush();
        }
    }

    /** Stores the commits of a deck, as its service does. */
    public void commit(List<DeckEvent> deck) {
        deck.stream()
                .collect(groupingBy(
                        event -> event.stamp().version(), TreeMap::new, java.util.stream.Collectors.toList()))
                .forEach((version, events) -> {
                    var stamp = events.getFirst().stamp();
                    commits().insertOne(CommitDocument.of(stamp.deckId(), version, stamp.author(), stamp.at(), events));
                });
    }

    /** Runs the projections of both services until they have applied the whole log. */
    public void project() throws Exception {
        project(1);
    }

    /** @param generation that is to be live at the end */
    public void project(int generation) throws Exception {
        var databases = installation.databases();
        try (var review = host(databases.review());
                var analytics = host(databases.analytics())) {
            review.start(Catalogue.definition(installation.cards()));
            review.start(LearnerCards.definition("schedule", installation.reviews()));
            analytics.start(LearnerCards.withCardAnswers("learner-cards", installation.reviews()));
            awaitApplied(generation, databases.review(), Catalogue.definition(installation.cards()));
            awaitApplied(generation, databases.review(), LearnerCards.definition("schedule", installation.reviews()));
            awaitApplied(
                    generation,
                    databases.analytics(),
                    LearnerCards.withCardAnswers("learner-cards", installation.reviews()));
        }
    }

    private ProjectionHost host(String database) {
        return new ProjectionHost(
                ProjectionSettings.of(database, installation.kafka(), null),
                client,
                database,
                topic -> new KafkaTopicMonitor(
                        installation.kafka(),
                        "test",
                        topic,
                        new LogIdentities(client.getDatabase(database)),
                        InstantSource.system()),
                RunnerEnvironment.system());
    }

    private void awaitApplied(int generation, String database, ProjectionDefinition<?, ?, ?, ?> definition)
            throws Exception {
        var collections = GenerationCollections.of(client.getDatabase(database), definition.name(), generation);
        long end = topic(definition.topic()).records();
        await().atMost(LONGEST).until(() -> {
            long next = 0;
            for (var checkpoint : collections.checkpoints().find()) {
                next += checkpoint.getLong("next");
            }
            var pointer = GenerationCollections.pointers(client.getDatabase(database))
                    .find(new Document("_id", definition.name()))
                    .first();
            return pointer != null
                    && pointer.getInteger("generation") == generation
                    && next == end
                    && collections.contexts().countDocuments(new Document("stale", true)) == 0;
        });
    }

    public LogTopic topic(TopicDefinition topic) throws Exception {
        try (var topics = new LogTopics(installation.kafka())) {
            return topics.find(topic).orElseThrow();
        }
    }

    /** All records of a topic, by partition and offset. */
    public List<ConsumerRecord<byte[], byte[]>> records(TopicDefinition definition) throws Exception {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var topic = topic(definition);
        try (var reader = new RecordReader(installation.kafka())) {
            for (int partition = 0; partition < definition.partitions(); partition++) {
                reader.read(definition.name(), partition, topic.begin(partition), topic.end(partition), records::add);
            }
        }
        return records;
    }

    /** What a projection of learner cards says, without other versions of events, whose copies may be gone. */
    public Map<LearnerCardKey, LearnerCard> cards(MongoCollection<Document> collection) {
        var cards = new HashMap<LearnerCardKey, LearnerCard>();
        for (var stored : collection.find()) {
            var card = mapping.state(mapping.key(stored), stored);
            var history = new CardHistory(
                    card.history().recorded(),
                    card.history().actions(),
                    card.history().retractions(),
                    Map.of());
            cards.put(card.key(), new LearnerCard(card.key(), history, card.state(), card.days(), card.lapseTest()));
        }
        return cards;
    }

    /** The contexts beside a collection of learner cards, by key. */
    public Map<String, LearnerContext> contexts(MongoCollection<Document> collection) {
        var contexts = new HashMap<String, LearnerContext>();
        var name = collection.getNamespace();
        for (var stored : database(name.getDatabaseName())
                .getCollection(name.getCollectionName() + ".contexts")
                .find()) {
            contexts.put(stored.getString("_id"), mapping.context(stored));
        }
        return contexts;
    }

    @Override
    public void close() {
        client.close();
    }
}
