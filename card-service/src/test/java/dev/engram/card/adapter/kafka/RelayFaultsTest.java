package dev.engram.card.adapter.kafka;

import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.card.DeckFold;
import dev.engram.card.Decks;
import dev.engram.card.adapter.mongo.CardDatabase;
import dev.engram.card.adapter.mongo.MongoCommitOutbox;
import dev.engram.card.adapter.mongo.MongoCommitStore;
import dev.engram.card.application.CommitStore;
import dev.engram.card.application.Reader;
import dev.engram.card.application.Relay;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.topic.Topics;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.OwnBroker;
import dev.engram.testing.OwnMongod;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two relays on a real broker and mongod, both of which are killed while they work. */
class RelayFaultsTest {

    private static final String TOPIC = "relayed";
    private static final String REPUBLISHED = "republished";

    private static OwnBroker broker;
    private static OwnMongod mongod;

    @BeforeAll
    static void start() {
        broker = OwnBroker.start();
        broker.topics().create(TOPIC, 3);
        broker.topics().create(REPUBLISHED, 3);
        mongod = OwnMongod.start();
    }

    @AfterAll
    static void end() {
        broker.close();
        mongod.close();
    }

    @Test
    void shouldPublishEverythingWithoutAGapAlthoughBrokerAndDatabaseAreKilled() throws InterruptedException {
        try (var client = MongoConnections.create(mongod.uri(), "test", Duration.ofSeconds(2), 20);
                var one =
                        new KafkaLog(new KafkaLogSettings(KafkaAccess.open(broker.bootstrap()), "relay-one", 1 << 20));
                var two = new KafkaLog(
                        new KafkaLogSettings(KafkaAccess.open(broker.bootstrap()), "relay-two", 1 << 20))) {
            // given
            var store = new MongoCommitStore(new CardDatabase(client, "cards"), () -> {});
            var published = new AtomicInteger();
            var relays = List.of(relay(client, one, published), relay(client, two, published));
            var deck = deck(store, 400);
            var other = deck(store, 400);
            // when
            relays.forEach(relay -> relay.start(new StartupEvent()));
            awaitMoreThan(published, 50);
            broker.kill();
            broker.startAgain();
            awaitMoreThan(published, published.get() + 50);
            mongod.kill();
            mongod.startAgain();
            deck = added(store, deck);
            // then
            int expected = 2 * 401 + 1;
            var log = DeckTopicReader.readUntil(
                    broker.bootstrap(),
                    TOPIC,
                    records -> Reader.of(records).events().size() == expected);
            var reader = Reader.of(log);
            assertThat(DeckFold.of(reader.events(deck.id()))).isEqualTo(deck);
            assertThat(DeckFold.of(reader.events(other.id()))).isEqualTo(other);
            for (var relay : relays) {
                relay.stop(new ShutdownEvent());
                assertThat(relay.thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void shouldEndAGapByRepublishingOnTheRealServers() throws InterruptedException {
        try (var client = MongoConnections.create(mongod.uri(), "test", Duration.ofSeconds(2), 20);
                var log = new KafkaLog(new KafkaLogSettings(KafkaAccess.open(broker.bootstrap()), "relay", 1 << 20))) {
            // given
            var database = new CardDatabase(client, "republished");
            var store = new MongoCommitStore(database, () -> {});
            var deck = added(store, added(store, deck(store, 1_200)));
            var topic = Topics.CARDS.named(REPUBLISHED);
            var relay = new Relay(new MongoCommitOutbox(database), event -> log.append(topic, List.of(event)));
            while (relay.turn(() -> {}) > 0) {}
            int once = 1_203;
            // when
            var again = relay.republish(deck.id());
            // then
            assertThat(again).contains(new Relay.Republished(deck.id().value(), 5, once));
            var records = DeckTopicReader.readUntil(broker.bootstrap(), REPUBLISHED, all -> all.size() == 2 * once);
            assertThat(Reader.of(records).repeats()).isEqualTo(once);
            for (long lost = 1; lost <= deck.version(); lost++) {
                assertThat(DeckFold.of(Reader.skipping(records, once, lost))).isEqualTo(deck);
            }
        }
    }

    private static RelayThread relay(MongoClient client, KafkaLog log, AtomicInteger published) {
        var outbox = new MongoCommitOutbox(new CardDatabase(client, "cards"));
        var topic = Topics.CARDS.named(TOPIC);
        var relay = new Relay(outbox, event -> {
            log.append(topic, List.of(event));
            published.incrementAndGet();
        });
        return new RelayThread(relay, Duration.ofMillis(300));
    }

    private static Deck deck(CommitStore store, int cards) {
        var contents = IntStream.range(0, cards)
                .mapToObj(i -> asking("Question " + i + "?"))
                .toList();
        var commits = made(someone(), new DeckPath(List.of(UUID.randomUUID().toString())), contents);
        var deck = DeckFold.of(events(commits));
        assertThat(append(store, commits, deck)).isEqualTo(CommitStore.Appending.DONE);
        return deck;
    }

    private static Deck added(CommitStore store, Deck deck) {
        var commits =
                changed(deck, new DeckChange.Added(Decks.card(), deck.cards().size(), asking("Late?")));
        var after = DeckFold.after(deck, events(commits));
        assertThat(append(store, commits, after)).isEqualTo(CommitStore.Appending.DONE);
        return after;
    }

    private static void awaitMoreThan(AtomicInteger published, int events) throws InterruptedException {
        for (int i = 0; published.get() <= events && i < 3_000; i++) {
            Thread.sleep(10);
        }
        assertThat(published.get()).isGreaterThan(events);
    }
}
