package dev.engram.system;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import dev.engram.events.topic.Topics;
import dev.engram.local.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person who is erased is nowhere any more, but where the receipt says so. */
@Tag("drill")
class ErasureTest {
    private static final String PASSWORD = "learn-transformers";

    /** As the log says, who made a deck that nobody sees any more; the receipt says so. */
    private static final List<String> FOLDED_FROM_DECKS =
            List.of("engram_review.catalogue.g1.contexts", "engram_analytics.catalogue.g1.contexts");

    private final UUID learner = UUID.randomUUID();
    private final String username = "person-" + UUID.randomUUID();

    /** An account like that of the demo, under a name that can be searched for. */
    private void createAccount(MongoClient client) {
        var accounts = client.getDatabase("engram_gateway").getCollection("accounts");
        var account = new Document(Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> accounts.find(eq("learner")).first(), found -> found != null));
        account.remove("demo");
        accounts.insertOne(account.append("_id", username)
                .append("learnerId", learner)
                .append("roles", List.of("learner", "author")));
    }

    private void appendUndecodable(RunningStack running) throws Exception {
        try (var producer =
                new KafkaProducer<>(running.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.REVIEWS.name(), bytes(learner.toString()), bytes("?" + learner)))
                    .get();
        }
    }

    @Test
    void shouldFindAnErasedPersonNowhereButWhereTheReceiptSays() throws Exception {
        try (var running =
                        RunningStack.start("engram erasure ", Map.of("engram.gateway.erasures.repeat-after", "PT3S"));
                var client = running.mongo()) {
            // given: reviews, a membership, a parked event, a session, a share, a deck
            createAccount(client);
            var token = running.api()
                    .post("/tokens", "", "application/json", json("username", username, "password", PASSWORD))
                    .expect(200)
                    .body()
                    .get("token")
                    .asText();
            var deck = running.importTransformers();
            running.api().put("/decks/" + deck.id() + "/membership", token).expect(200);
            var reviews = new AcknowledgedReviews(running, deck.cards(), 2);
            var batch = reviews.batch(100, new Random(7));
            running.api().post("/reviews", token, "application/json", batch).expect(200);
            reviews.post(2, 50, 11);
            appendUndecodable(running);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Projections.of(running).stream().allMatch(projection -> projection.parked() == 1));
            var text = Files.readString(Checkout.root().resolve("decks/transformers.txt"));
            var other = running.tokens().author(UUID.randomUUID());
            var shared = imported(running, other, text);
            running.api()
                    .put("/decks/" + shared + "/shares/" + username, other, json("role", "VIEWER"))
                    .expect(204);
            var own = imported(running, token, text);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> collectionsWith(client).containsAll(FOLDED_FROM_DECKS));
            assertThat(collectionsWith(client)).hasSizeGreaterThan(10);
            // when
            var id = running.api()
                    .post("/erasures", token, "application/json", json("password", PASSWORD))
                    .expect(202)
                    .body()
                    .get("id")
                    .asText();
            var receipt = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> running.api()
                                    .get("/erasures/" + id, "")
                                    .expect(200)
                                    .body(),
                            status -> status.get("status").asText().equals("DONE"));
            // then
            System.out.println("erasure: " + receipt.toPrettyString());
            assertThat(receipt.toString()).doesNotContain(username, learner.toString());
            assertThat(removed(receipt))
                    .contains(
                            "gateway accounts documents 1",
                            "gateway sessions documents 1",
                            "cards decks shares 1",
                            "cards decks documents 1",
                            "reviews schedule.g1 documents " + deck.cards().size(),
                            "reviews schedule.g1 contexts 1",
                            "reviews schedule.g1 parked 1",
                            "analytics learner-cards.g1 documents "
                                    + deck.cards().size(),
                            "analytics learner-cards.g1 parked 1");
            assertThat(collectionsWith(client)).containsExactlyInAnyOrderElementsOf(FOLDED_FROM_DECKS);
            assertThat(topicsWith(running)).containsExactly("engram.cards", "engram.reviews");
            running.api().get("/decks/" + own, other).expect(404);
            running.api().get("/decks/" + shared, other).expect(200);
            assertThat(filesWith(running.stack().home())).isEmpty();
            running.api()
                    .post("/reviews", running.tokens().learner(learner), "application/json", batch)
                    .expect(401);
            running.api()
                    .post("/tokens", "", "application/json", json("username", username, "password", PASSWORD))
                    .expect(401);
            assertThat(Projections.of(running)).allMatch(projection -> projection.parked() == 0);
            reviews.requireEachCountedOnce("after an erasure");
            Command.run(running, "audit").expect(0);
        }
    }

    private static String imported(RunningStack running, String author, String text) throws Exception {
        return Api.patiently(
                        Duration.ofSeconds(30), () -> running.api().post("/decks/import", author, "text/plain", text))
                .body()
                .get("deckId")
                .asText();
    }

    private static List<String> removed(JsonNode receipt) {
        var found = new ArrayList<String>();
        receipt.get("removed")
                .forEach(removed -> found.add("%s %s %s %d"
                        .formatted(
                                removed.get("store").asText(),
                                removed.get("collection").asText(),
                                removed.get("kind").asText(),
                                removed.get("count").asLong())));
        return found;
    }

    /** Collections of all databases but that of the operation log. */
    private List<String> collectionsWith(MongoClient client) {
        var found = new ArrayList<String>();
        for (var name : client.listDatabaseNames()) {
            var database = client.getDatabase(name);
            if (name.equals("local")) {
                continue;
            }
            for (var collection : database.listCollectionNames()) {
                if (collection.startsWith("system.")) {
                    continue;
                }
                for (var document : database.getCollection(collection, RawBsonDocument.class)
                        .find()) {
                    var bytes = new byte[document.getByteBuffer().remaining()];
                    document.getByteBuffer().duplicate().get(bytes);
                    if (isIn(bytes)) {
                        found.add(name + "." + collection);
                        break;
                    }
                }
            }
        }
        return found;
    }

    /** The topics of which a key, a header or a value names the person. */
    private List<String> topicsWith(RunningStack running) {
        var found = new TreeSet<String>();
        var settings = new TreeMap<>(running.kafka());
        settings.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (var topic : List.of(Topics.CARDS, Topics.REVIEWS)) {
                var places = consumer.partitionsFor(topic.name()).stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                        .toList();
                consumer.assign(places);
                consumer.seekToBeginning(places);
                var ends = consumer.endOffsets(places);
                while (places.stream().anyMatch(place -> consumer.position(place) < ends.get(place))) {
                    for (var record : consumer.poll(Duration.ofSeconds(1))) {
                        if (isIn(record.key()) || isIn(record.value())) {
                            found.add(topic.name());
                        }
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** Files, logs among them, but those of Kafka and MongoDB. */
    private List<String> filesWith(Path home) throws IOException {
        return Folders.files(home).stream()
                .map(home::relativize)
                .filter(file -> !isOfStores(file))
                .filter(file -> isIn(read(home.resolve(file))))
                .map(Path::toString)
                .toList();
    }

    private static boolean isOfStores(Path file) {
        var name = file.toString();
        return name.startsWith("kafka/") || name.startsWith("mongo/") || name.startsWith("data/");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private boolean isIn(byte[] bytes) {
        if (bytes == null) {
            return false;
        }
        var hex = HexFormat.of();
        var all = hex.formatHex(bytes);
        return all.contains(hex.formatHex(bytes(username)))
                || all.contains(hex.formatHex(bytes(learner.toString())))
                || all.contains(learner.toString().replace("-", ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String... fields) {
        var object = Api.JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(fields[i], fields[i + 1]);
        }
        return object.toString();
    }
}
