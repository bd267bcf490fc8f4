package dev.engram.system;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.runtime.token.SigningKey;
import dev.engram.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;

/** The built stack on free ports, in a folder with a space in its path; started once for all tests of this module. */
public record RunningStack(LocalStack stack, TestTokens tokens, Api api) implements AutoCloseable {

    private static @Nullable RunningStack shared;

    public static synchronized RunningStack shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start("engram system test ");
        }
        return shared;
    }

    /** One for a test that damages it. */
    public static RunningStack start(String folder) throws IOException, InterruptedException {
        return start(folder, Map.of());
    }

    /** One whose services have these settings too. */
    public static RunningStack start(String folder, Map<String, String> properties)
            throws IOException, InterruptedException {
        var settings = StackSettings.forTest(Checkout.root()).withServiceProperties(properties);
        var stack = LocalStack.at(Files.createTempDirectory(folder), settings);
        stack.start(StackProgress.NONE);
        return of(stack);
    }

    /** With tokens that are signed as the gateway does now. */
    static RunningStack of(LocalStack stack) throws IOException {
        var key = SigningKey.read(stack.signingKeys().inUse(Instant.now()));
        var tokens = TestTokens.signedWith(new KeyPair(key.publicKey(), key.privateKey()));
        return new RunningStack(stack, tokens, new Api(stack.url()));
    }

    /** Settings of a client of the broker that is the operator. */
    Map<String, Object> kafka() {
        try {
            return stack.kafka().settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends a record to a topic past the service that owns it. */
    public void append(String topic, String key, EncodedEvent event)
            throws IOException, InterruptedException, ExecutionException {
        var settings = kafka();
        settings.put("acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key, event.value());
            event.headers()
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    /** A client of the database that is the operator. */
    public MongoClient mongo() {
        try {
            return MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(stack.mongoUri()))
                    .uuidRepresentation(UuidRepresentation.STANDARD)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stack.stopStartedHere();
    }

    /** @param cards ids in the order of the deck */
    public record Deck(String id, List<String> cards) {}

    /** The deck of the repository, imported and published by an author of its own. */
    public Deck importTransformers() throws IOException, InterruptedException {
        var deck = importDeck(Files.readString(Checkout.root().resolve("decks/transformers.txt")));
        if (deck.cards().size() != 13) {
            throw new AssertionError("the deck has 13 cards, found " + deck.cards());
        }
        return deck;
    }

    /** A deck file of at most 500 cards, imported and published by an author of its own. */
    public Deck importDeck(String text) throws IOException, InterruptedException {
        var author = tokens.author(UUID.randomUUID());
        var id = Api.patiently(Duration.ofSeconds(30), () -> api.post("/decks/import", author, "text/plain", text))
                .body()
                .get("deckId")
                .asText();
        api.publish(id, author);
        var ids = new ArrayList<String>();
        api.get("/decks/" + id + "/cards?limit=500", author)
                .expect(200)
                .body()
                .get("cards")
                .forEach(card -> ids.add(card.get("cardId").asText()));
        return new Deck(id, List.copyOf(ids));
    }

    /** A learner of its own for a test, so that tests do not see each other. */
    Learner newLearner() {
        var id = UUID.randomUUID();
        return new Learner(id, () -> tokens.learner(id));
    }

    /** A learner and the maker of its tokens; a token is short-lived. */
    record Learner(UUID id, java.util.function.Supplier<String> token) {}
}
