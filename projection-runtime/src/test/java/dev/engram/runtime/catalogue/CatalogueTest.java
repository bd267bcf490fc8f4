package dev.engram.runtime.catalogue;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.unset;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.Topics;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.query.CatalogueCard;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
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

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final LearnerId NOBODY = new LearnerId(new UUID(7, 7));

    private MongoClient mongo;
    private KafkaProducer<String, byte[]> producer;
    private TopicDefinition topic;
    private ProjectionHost host;
    private HostedProjection<DeckEvent, CardId, CardFacts, DeckProgress> runner;
    private ProjectionReader<CardId, CardFacts, DeckProgress> reader;

    private String database;

    @BeforeEach
    void startProjection() {
        var infra = TestInfra.shared();
        topic = Topics.CARDS.named(infra.uniqueTopic("cards", Topics.CARDS.partitions()));
        mongo = MongoConnections.create(infra.mongoUri(), "catalogue-test", Duration.ofSeconds(10), 10);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", infra.kafkaBootstrap(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        database = infra.uniqueDatabase("catalogue");
        var settings = ProjectionSettings.of("catalogue-test", KafkaAccess.open(infra.kafkaBootstrap()), null);
        host = new ProjectionHost(
                settings,
                mongo,
                database,
                cards -> new KafkaTopicMonitor(
                        KafkaAccess.open(infra.kafkaBootstrap()),
                        "test",
                        cards,
                        new LogIdentities(mongo.getDatabase(database)),
                        InstantSource.system()),
                RunnerEnvironment.system());
        runner = host.start(Catalogue.definition(topic));
        reader = new ProjectionReader<>(
                mongo,
                mongo.getDatabase(database),
                runner.definition(),
                runner.progress(),
                runner.generations().unreadable());
        await().atMost(LONGEST).until(() -> runner.status().live() != null);
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
        assertThat(isHeld(deckOf(first), 25, LONGEST)).isTrue();
        assertThat(isHeld(deckOf(second), 15, LONGEST)).isTrue();
        for (var events : List.of(first, second)) {
            var expected = folded(events);
            var deck = Set.of(deckOf(events));
            assertThat(stored(expected.keySet())).isEqualTo(expected);
            look(catalogue ->
                    assertThat(catalogue.held(expected.keySet()).keySet()).isEqualTo(expected.keySet()));
            var live = expected.values().stream()
                    .filter(card -> !card.retired())
                    .sorted(comparing(CatalogueCard::ordinal))
                    .toList();
            assertThat(liveCards(deckOf(events)))
                    .isEqualTo(live.stream().map(CatalogueCard::cardId).toList());
            look(catalogue -> assertThat(catalogue.countLive(deck, 1_000)).isEqualTo(live.size()));
            look(catalogue -> assertThat(liveTags(catalogue, deck))
                    .isEqualTo(live.stream()
                            .collect(Collectors.toMap(
                                    CatalogueCard::cardId,
                                    card -> card.content().tags()))));
            look(catalogue -> assertThat(catalogue.decks(NOBODY, deck))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.version())
                                .isEqualTo(events.getLast().stamp().version());
                        assertThat(catalogue.decks(found.owner(), Set.of())).containsExactly(found);
                    }));
        }
        look(catalogue -> assertThat(catalogue.countLive(Set.of(deckOf(first), deckOf(second)), 1_000))
                .isEqualTo(liveCards(deckOf(first)).size()
                        + liveCards(deckOf(second)).size()));
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
        assertThat(isHeld(deckOf(events), 7, LONGEST)).isTrue();
        assertThat(isHeld(deckOf(other), 5, LONGEST)).isTrue();
        assertThat(isHeld(deckOf(events), 9, Duration.ofMillis(300))).isFalse();
        assertThat(stored(folded(before).keySet())).isEqualTo(folded(before));
        assertThat(runner.status().running().getFirst().partitions())
                .anySatisfy(partition -> assertThat(partition.parked()).isPositive())
                .noneSatisfy(partition -> assertThat(partition.state()).isInstanceOf(PartitionState.Stopped.class));
        // when
        append(events);
        // then
        assertThat(isHeld(deckOf(events), 12, LONGEST)).isTrue();
        assertThat(stored(folded(events).keySet())).isEqualTo(folded(events));
        // and those that waited need not any more
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(
                                runner.status().running().getFirst().partitions())
                        .allSatisfy(partition -> assertThat(partition.parked()).isZero()));
        assertThat(runner.parked().list(0, 0, 10)).isEmpty();
    }

    @Test
    void shouldLetABogusVersionWaitWithoutTouchingTheDeckAndNameItsDeck() {
        // given: version 7 of a deck that has three, and another deck after it
        var events = DeckStories.deck(new Random(Seeds.one()), 7);
        var three = events.stream().filter(e -> e.stamp().version() <= 3).toList();
        append(three);
        append(events.stream().filter(e -> e.stamp().version() == 7).toList());
        var other = DeckStories.deck(new Random(Seeds.one() + 1), 5);
        append(other);
        // when
        assertThat(isHeld(deckOf(other), 5, LONGEST)).isTrue();
        append(three);
        assertThat(isHeld(deckOf(events), 3, LONGEST)).isTrue();
        // then
        assertThat(isHeld(deckOf(events), 7, Duration.ofMillis(300))).isFalse();
        assertThat(stored(folded(three).keySet())).isEqualTo(folded(three));
        var waiting = runner.parked().list(0, 0, 10);
        assertThat(waiting).isNotEmpty().allSatisfy(event -> {
            assertThat(event.why().reason()).isEqualTo("version-gap");
            assertThat(event.why().detail())
                    .contains(
                            "./engram relay republish " + deckOf(events),
                            "if the deck has no version 7, discard the event");
        });
        assertThat(runner.status().running().getFirst().partitions())
                .anySatisfy(partition -> assertThat(partition.firstParked())
                        .anySatisfy(parked -> assertThat(parked.detail())
                                .contains(deckOf(events).toString())));
    }

    @Test
    void shouldLeaveOutTheCardThatCannotBeReadAndNoteIt() {
        // given
        var events = DeckStories.deck(new Random(Seeds.one()), 12);
        append(events);
        assertThat(isHeld(deckOf(events), 12, LONGEST)).isTrue();
        var live = liveCards(deckOf(events));
        var damaged = live.getFirst();
        // when
        mongo.getDatabase(database)
                .getCollection("catalogue.g1")
                .updateOne(eq("_id", damaged.value()), unset("content.tags"));
        // then
        look(catalogue -> assertThat(catalogue.contents(live)).containsOnlyKeys(live.subList(1, live.size())));
        look(catalogue ->
                assertThat(liveTags(catalogue, Set.of(deckOf(events)))).doesNotContainKey(damaged));
        assertThat(runner.status().unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.collection()).isEqualTo("catalogue.g1");
            assertThat(unreadable.id()).isEqualTo(damaged.toString());
            assertThat(unreadable.rule()).startsWith("field content: ");
        });
    }

    @Test
    void shouldAnswerNothingForWhatIsNotHeld() {
        var nothing = new DeckId(new UUID(7, 7));
        look(catalogue -> assertThat(catalogue.decks(NOBODY, Set.of(nothing))).isEmpty());
        assertThat(liveCards(nothing)).isEmpty();
        look(catalogue ->
                assertThat(catalogue.held(Set.of(new CardId(nothing.value())))).isEmpty());
        assertThat(isHeld(nothing, 1, Duration.ofMillis(50))).isFalse();
    }

    private void look(Consumer<Catalogue> assertion) {
        ask(catalogue -> {
            assertion.accept(catalogue);
            return true;
        });
    }

    private <T> T ask(Function<Catalogue, T> question) {
        return reader.read(view -> question.apply(new Catalogue(view)));
    }

    private List<CardId> liveCards(DeckId deck) {
        return ask(catalogue -> {
            var ids = new ArrayList<CardId>();
            catalogue.eachLive(deck, null, ids::addAll);
            return ids;
        });
    }

    private static Map<CardId, List<Tag>> liveTags(Catalogue catalogue, Set<DeckId> decks) {
        var tags = new HashMap<CardId, List<Tag>>();
        catalogue.eachTags(decks, (card, found) -> tags.put(card, found) == null);
        return tags;
    }

    private boolean isHeld(DeckId deck, long version, Duration atMost) {
        return reader.awaitContext(deck.toString(), held -> held.completeVersion() >= version, atMost);
    }

    private Map<CardId, CatalogueCard> stored(Set<CardId> cards) {
        return reader.read(view -> cards.stream().collect(Collectors.toMap(Function.identity(), id -> {
            var facts = view.document(id).orElseThrow().state();
            return new CatalogueCard(
                    id, facts.deckId(), facts.ordinal(), facts.revision(), facts.content(), facts.retired());
        })));
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
