package dev.engram.runtime.catalogue;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import dev.engram.projections.Position;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogue on a real broker and a real mongod: what the relay appends is what readers see. */
class CatalogueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private MongoClient mongo;
    private KafkaProducer<String, byte[]> producer;
    private TopicDefinition topic;
    private ProjectionHost host;
    private HostedProjection<DeckEvent, CardId, CardFacts, DeckProgress> runner;
    private Catalogue catalogue;

    @BeforeEach
    void startProjection() throws InterruptedException {
        var infra = TestInfra.shared();
        topic = Topics.CARDS.named(infra.uniqueTopic("cards", Topics.CARDS.partitions()));
        mongo = MongoConnections.create(infra.mongoUri(), "catalogue-test", Duration.ofSeconds(10), 10);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", infra.kafkaBootstrap(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        var database = infra.uniqueDatabase("catalogue");
        var settings = ProjectionSettings.of("catalogue-test", infra.kafkaBootstrap(), null);
        host = new ProjectionHost(settings, mongo, database, RunnerEnvironment.system());
        runner = host.start(Catalogue.definition(topic));
        catalogue = Catalogue.of(mongo.getDatabase(database), topic, runner.progress());
        var ready = System.nanoTime() + PATIENCE.toNanos();
        while (runner.status().live() == null && System.nanoTime() < ready) {
            Thread.sleep(20);
        }
    }

    @AfterEach
    void stopProjection() {
        host.close();
        producer.close();
        mongo.close();
    }

    @Test
    void shouldShowWhatARelayThatWasCutOffAppended() {
        // given
        var random = new Random(Seeds.one());
        var first = DeckStories.deck(random, 25);
        var second = DeckStories.deck(random, 15);
        // when
        append(DeckStories.relayedWithInterruptions(first, random));
        append(DeckStories.relayedWithInterruptions(second, random));
        // then
        var after = Position.deck(deckOf(first), 25).and(Position.deck(deckOf(second), 15));
        assertThat(catalogue.awaits(after, PATIENCE)).isTrue();
        for (var events : List.of(first, second)) {
            var expected = folded(events);
            var deck = Set.of(deckOf(events));
            assertThat(catalogue.cards(expected.keySet())).isEqualTo(expected);
            assertThat(catalogue.known(expected.keySet())).isEqualTo(expected.keySet());
            var live = expected.values().stream()
                    .filter(card -> !card.retired())
                    .sorted(comparing(CatalogueCard::ordinal))
                    .toList();
            assertThat(catalogue.liveCards(deck)).isEqualTo(live);
            assertThat(catalogue.liveTags(deck))
                    .isEqualTo(live.stream()
                            .collect(Collectors.toMap(
                                    CatalogueCard::cardId,
                                    card -> card.content().tags())));
            assertThat(catalogue.decks(deck)).singleElement().satisfies(found -> {
                assertThat(found.version()).isEqualTo(events.getLast().stamp().version());
                assertThat(catalogue.decksOwnedBy(found.owner())).containsExactly(found);
            });
        }
        assertThat(catalogue.liveCards(Set.of(deckOf(first), deckOf(second))))
                .hasSize(catalogue.liveCards(Set.of(deckOf(first))).size()
                        + catalogue.liveCards(Set.of(deckOf(second))).size());
    }

    @Test
    void shouldKeepADeckAsItIsAfterAGapUntilItsCommitsArePublishedAgain() {
        // given: version 8 of 12 never reaches the log
        var events = DeckStories.deck(new Random(Seeds.one()), 12);
        var before = events.stream().filter(e -> e.stamp().version() < 8).toList();
        var other = DeckStories.deck(new Random(Seeds.one() + 1), 5);
        // when
        append(events.stream().filter(event -> event.stamp().version() != 8).toList());
        append(other);
        // then
        assertThat(catalogue.await(deckOf(events), 7, PATIENCE)).isTrue();
        assertThat(catalogue.await(deckOf(other), 5, PATIENCE)).isTrue();
        assertThat(catalogue.await(deckOf(events), 9, Duration.ofMillis(300))).isFalse();
        assertThat(catalogue.cards(folded(before).keySet())).isEqualTo(folded(before));
        assertThat(runner.status().running().getFirst().partitions())
                .anySatisfy(partition -> assertThat(partition.parked()).isPositive())
                .noneSatisfy(partition -> assertThat(partition.state()).isInstanceOf(PartitionState.Stopped.class));
        // when
        append(events);
        // then
        assertThat(catalogue.await(deckOf(events), 12, PATIENCE)).isTrue();
        assertThat(catalogue.cards(folded(events).keySet())).isEqualTo(folded(events));
    }

    @Test
    void shouldAnswerNothingForWhatIsNotHeld() {
        var nobody = new UUID(7, 7);
        assertThat(catalogue.decksOwnedBy(new LearnerId(nobody))).isEmpty();
        assertThat(catalogue.decks(Set.of(new DeckId(nobody)))).isEmpty();
        assertThat(catalogue.liveCards(Set.of(new DeckId(nobody)))).isEmpty();
        assertThat(catalogue.liveCards(Set.of())).isEmpty();
        assertThat(catalogue.known(Set.of(new CardId(nobody)))).isEmpty();
        assertThat(catalogue.await(new DeckId(nobody), 1, Duration.ofMillis(50)))
                .isFalse();
    }

    private void append(List<DeckEvent> events) {
        for (var event : events) {
            var encoded = DeckEvents.codec().encode(event);
            var record = new ProducerRecord<>(topic.name(), encoded.key(), encoded.value());
            encoded.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            producer.send(record);
        }
        producer.flush();
    }

    private static DeckId deckOf(List<DeckEvent> events) {
        return events.getFirst().stamp().deckId();
    }

    private static Map<CardId, CatalogueCard> folded(List<DeckEvent> events) {
        var projection = new CatalogueProjection();
        var facts = new HashMap<CardId, CardFacts>();
        for (var event : events) {
            projection
                    .keys(event)
                    .forEach(key -> facts.merge(
                            key,
                            projection.apply(projection.initial(key), event),
                            (held, _) -> projection.apply(held, event)));
        }
        var cards = new HashMap<CardId, CatalogueCard>();
        facts.forEach((id, card) -> cards.put(
                id,
                new CatalogueCard(
                        id, deckOf(events), card.ordinal(), card.revision(), card.content(), card.retired())));
        return cards;
    }
}
