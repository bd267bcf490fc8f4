package dev.engram.runtime.learner;

import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardAction;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Stamp;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.projections.query.StateConsumer;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.testing.Generate;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored batch by batch in a real database is what the pure fold of all events at once gives. */
class LearnerCardsTest {
    private static final TopicDefinition TOPIC = new TopicDefinition("learners", 1);

    private static MongoClient client;

    private final LearnerCardProjection projection = new LearnerCardProjection("learner-cards");
    private final LearnerCardMapping mapping = new LearnerCardMapping();

    private String database;
    private ProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> store;
    private Checkpoint held;
    private ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> reader;

    @BeforeAll
    static void connect() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "test", Duration.ofSeconds(20), 4);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private void open() {
        database = TestInfra.shared().uniqueDatabase("learner");
        var generations = new MongoGenerations<>(
                client, database, LearnerCards.definition("learner-cards", TOPIC), Duration.ofSeconds(20));
        generations.createFirst(projection.foldVersion(), List.of(Checkpoint.first(0, "topic", 0)));
        store = generations.store(1);
        held = store.take(0);
        reader = new ProjectionReader<>(
                client,
                client.getDatabase(database),
                LearnerCards.definition("learner-cards", TOPIC),
                new Progress(),
                new UnreadableDocuments("learner-cards"));
    }

    private void look(Consumer<LearnerCards> assertion) {
        ask(cards -> {
            assertion.accept(cards);
            return true;
        });
    }

    private <T> T ask(Function<LearnerCards, T> question) {
        return reader.read(view -> question.apply(new LearnerCards(view)));
    }

    private void close() {
        store.close();
        client.getDatabase(database).drop();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldStoreWhatTheFoldOfAllEventsGives(long seed) {
        // given
        open();
        var random = new Random(seed);
        var learner = Generate.learnerId(random);
        var ids = Stream.generate(() -> Generate.cardId(random)).limit(5).toList();
        var decks = Stream.generate(() -> new DeckId(Generate.cardId(random).value()))
                .limit(4)
                .toList();
        var events = LearnerLives.of(learner, ids, decks, random);

        // when
        for (var batch : Generate.batches(Generate.shuffledWithRepeats(events, random), random)) {
            applied(batch);
        }

        // then
        var context = contextOf(events);
        var expected = cardsOf(events, context);
        var stored = new HashMap<CardId, LearnerCard>();
        var _ = reader.read(view -> {
            view.documents(new Document("learnerId", learner.value()))
                    .forEach(card -> stored.put(card.state().key().cardId(), card.state()));
            return stored;
        });
        assertThat(stored).isEqualTo(expected);
        look(cards -> assertThat(cards.context(learner)).isEqualTo(context));
        look(cards -> assertThat(cards.answers(learner))
                .isEqualTo(expected.values().stream()
                        .mapToLong(card -> card.history().answers())
                        .sum()));
        var states = ask(cards -> cards.states(learner, new CardSelection.All()));
        assertThat(states.context()).isEqualTo(context);
        assertThat(states.quarantined()).isEmpty();
        assertThat(states.states()).isEqualTo(statesOf(expected));
        look(cards -> assertThat(cards.card(learner, ids.getFirst()).card()).isEqualTo(expected.get(ids.getFirst())));
        close();
    }

    @Test
    void shouldKeepTheSmallestCopyThatArrivesAfterTheDocumentWasStored() {
        // given
        open();
        var random = new Random(7);
        var learner = Generate.learnerId(random);
        var card = Generate.cardId(random);
        var reviews = Generate.reviewsOf(learner, card, 3, random);
        reviews.forEach(review -> applied(List.of(review)));
        var earlier = Generate.receivedAt(
                reviews.get(1), reviews.get(1).stamp().receivedAt().minusSeconds(1));

        // when
        applied(List.of(earlier));

        // then
        var recorded = ask(cards -> cards.card(learner, card)).card().history().recorded();
        assertThat(recorded.values()).containsExactlyInAnyOrder(reviews.get(0), earlier, reviews.get(2));
        close();
    }

    @Test
    void shouldCountAndFindWhatIsHeldWithoutReadingHistories() {
        // given
        open();
        var random = new Random(8);
        var learner = Generate.learnerId(random);
        var card = Generate.cardId(random);
        var reviews = Generate.reviewsOf(learner, card, 5, random);
        applied(List.copyOf(reviews));
        EventId held = reviews.getFirst().stamp().eventId();
        EventId other = new EventId(Generate.cardId(random).value());

        // when
        var asked = Map.of(card, Set.of(held, other), Generate.cardId(random), Set.of(other));
        var found = ask(cards -> cards.recorded(Map.of(learner, asked)));

        // then
        var lastReviewAt =
                ask(cards -> cards.card(learner, card)).card().state().lastReviewAt();
        var about = CardHistory.EMPTY.apply(reviews.getFirst());
        assertThat(found.facts())
                .containsExactly(
                        Map.entry(new LearnerCardKey(learner, card), new RecordedFacts(5, 0, 5, lastReviewAt, about)));
        close();
    }

    @Test
    void shouldCountWhatIsFoldedForAPastMomentAlsoBeforeAReset() {
        // given: ten answers, then a reset, after which the state knows of none
        open();
        var random = new Random(14);
        var learner = Generate.learnerId(random);
        var card = Generate.cardId(random);
        var reviews = Generate.reviewsOf(learner, card, 10, random);
        var last = reviews.getLast().stamp();
        var reset = new CardAction(
                new Stamp(
                        new EventId(Generate.cardId(random).value()),
                        learner,
                        last.at().plusSeconds(60),
                        last.utcOffset(),
                        last.clientId(),
                        last.clientSeq() + 1,
                        last.receivedAt()),
                card,
                CardAction.Action.RESET,
                null);
        applied(List.copyOf(reviews));
        applied(List.of(reset));
        var moment = new CardSelection.AsOf(reviews.getFirst().stamp().at());
        var answers = reviews.stream().filter(review -> !review.practice()).count();
        // then
        look(cards -> assertThat(cards.answers(learner)).isEqualTo(answers));
        var allowed = ask(cards -> cards.states(learner, moment, _ -> new AtMost(11)));
        assertThat(allowed.states).isOne();
        var refused = ask(cards -> cards.states(learner, moment, _ -> new AtMost(10)));
        assertThat(refused.states).isZero();
        close();
    }

    private static final class AtMost implements StateConsumer {
        private final long most;
        private int states;

        AtMost(long most) {
            this.most = most;
        }

        @Override
        public void state(CardId card, CardState state) {
            states++;
        }

        @Override
        public void quarantined(CardId card, String reason) {
            // none is
        }

        @Override
        public boolean acceptsHistories(long facts) {
            return facts <= most;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase", "epoch", "cardId", "reviews"})
    void shouldQuarantineOnlyTheCardWhoseDocumentCannotBeRead(String field) {
        // given
        open();
        var random = new Random(11);
        var learner = Generate.learnerId(random);
        var damaged = Generate.cardId(random);
        var well = Generate.cardId(random);
        applied(List.copyOf(Generate.reviewsOf(learner, damaged, 2, random)));
        applied(List.copyOf(Generate.reviewsOf(learner, well, 3, random)));
        // when
        client.getDatabase(database)
                .getCollection("learner-cards.g1")
                .updateOne(new Document("cardId", damaged.value()), unset(field));
        // then
        var states = ask(cards -> cards.states(learner, new CardSelection.All()));
        assertThat(states.states()).containsOnlyKeys(well);
        assertThat(states.quarantined()).containsOnlyKeys(damaged);
        assertThat(states.quarantined().get(damaged)).startsWith("document-unreadable: missing: " + field);
        var past = ask(cards -> cards.states(learner, new CardSelection.AsOf(Instant.EPOCH)));
        assertThat(past.states()).containsOnlyKeys(well);
        assertThat(past.quarantined()).containsOnlyKeys(damaged);
        look(cards -> assertThat(cards.card(learner, damaged)).satisfies(card -> {
            assertThat(card.quarantined()).startsWith("document-unreadable: ");
            assertThat(card.card().history()).isEqualTo(CardHistory.EMPTY);
        }));
        look(cards -> assertThat(cards.card(learner, well).quarantined()).isNull());
        close();
    }

    @Test
    void shouldHoldNothingOfACardWhoseHistoryIsDamaged() {
        // given
        open();
        var random = new Random(12);
        var learner = Generate.learnerId(random);
        var damaged = Generate.cardId(random);
        var well = Generate.cardId(random);
        applied(List.copyOf(Generate.reviewsOf(learner, damaged, 2, random)));
        applied(List.copyOf(Generate.reviewsOf(learner, well, 3, random)));
        // when
        client.getDatabase(database)
                .getCollection("learner-cards.g1")
                .updateOne(new Document("cardId", damaged.value()), unset("recorded"));
        // then
        var found = ask(cards -> cards.recorded(Map.of(learner, Map.of(damaged, Set.of(), well, Set.of()))))
                .facts();
        assertThat(found.get(new LearnerCardKey(learner, damaged)))
                .returns(0, RecordedFacts::live)
                .returns(0, RecordedFacts::facts);
        assertThat(found.get(new LearnerCardKey(learner, well)))
                .returns(3, RecordedFacts::live)
                .returns(3, RecordedFacts::facts);
        look(cards -> assertThat(cards.card(learner, damaged).quarantined())
                .startsWith("document-unreadable: missing: recorded"));
        close();
    }

    @Test
    void shouldNameAContextThatCannotBeReadAndAnswerAboutOthers() {
        // given
        open();
        var random = new Random(13);
        var blind = Generate.learnerId(random);
        var other = Generate.learnerId(random);
        var contexts = client.getDatabase(database).getCollection("learner-cards.g1.contexts");
        contexts.insertOne(new Document("_id", blind.text()).append("epoch", 1L).append("partition", 0));
        // then
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> ask(cards -> cards.states(blind, new CardSelection.All())))
                .withMessageContaining("learner-cards.g1.contexts " + blind.text() + ": missing: memberships");
        assertThat(ask(cards -> cards.states(other, new CardSelection.All())).states())
                .isEmpty();
        close();
    }

    @Test
    void shouldReadStatesFromTheIndexAlone() {
        // given
        open();
        var random = new Random(9);
        var learner = Generate.learnerId(random);
        applied(List.copyOf(Generate.reviewsOf(learner, Generate.cardId(random), 5, random)));
        var profile = client.getDatabase(database);
        profile.runCommand(new Document("profile", 2));

        // when
        ask(cards -> cards.states(learner, new CardSelection.All()));

        // then
        profile.runCommand(new Document("profile", 0));
        var query = profile.getCollection("system.profile")
                .find(new Document("ns", database + ".learner-cards.g1").append("op", "query"))
                .first();
        assertThat(query).isNotNull();
        assertThat(query.getInteger("docsExamined")).isZero();
        assertThat(query.getInteger("nreturned")).isOne();
        close();
    }

    @Test
    void shouldRefuseTimesThatNoStoreCanHold() {
        // given
        var random = new Random(10);
        var review = Generate.reviewsOf(Generate.learnerId(random), Generate.cardId(random), 1, random)
                .getFirst();
        var late = Generate.receivedAt(review, Instant.parse("+10000-01-01T00:00:00Z"));
        var empty = projection.initial(new LearnerCardKey(review.stamp().learnerId(), review.cardId()));

        // when
        var failure = catchThrowable(() -> projection.apply(empty, late));

        // then
        assertThat(failure).hasMessageContaining("receivedAt must lie in the years 1970 to 9999");
    }

    /** What the runner does with a batch, without the log: plan changes raise the epoch and leave other cards behind. */
    private void applied(List<? extends LearnerEvent> batch) {
        var next = held.advancedTo(held.next() + batch.size(), null, null);
        store.transact(work -> {
            work.advance(held, next);
            var keys = batch.stream()
                    .flatMap(event -> projection.keys(event).stream())
                    .collect(Collectors.toSet());
            var documents = new HashMap<>(work.load(keys));
            String learner = projection.contextKey(batch.getFirst());
            var before = work.loadContexts(Set.of(learner))
                    .getOrDefault(learner, new ProjectedContext<>(projection.initialContext(), 0, false));
            var context = before.context();
            for (var event : batch) {
                context = projection.applyContext(context, event);
                for (var key : projection.keys(event)) {
                    var state = documents.containsKey(key) ? documents.get(key).state() : projection.initial(key);
                    documents.put(key, new Projected<>(projection.apply(state, event), learner, 0, null));
                }
            }
            long epoch = before.epoch() + (projection.rederives(before.context(), context) ? 1 : 0);
            var latest = context;
            documents.replaceAll(
                    (_, card) -> new Projected<>(projection.derive(card.state(), latest), learner, epoch, null));
            work.write(documents);
            if (!context.equals(before.context())) {
                work.writeContexts(Map.of(learner, new ProjectedContext<>(context, epoch, false)));
            }
        });
        held = next;
    }

    private LearnerContext contextOf(List<LearnerEvent> events) {
        var context = projection.initialContext();
        for (var event : events) {
            context = projection.applyContext(context, event);
        }
        return context;
    }

    private Map<CardId, LearnerCard> cardsOf(List<LearnerEvent> events, LearnerContext context) {
        var byCard = new HashMap<CardId, LearnerCard>();
        for (var event : events) {
            for (var key : projection.keys(event)) {
                var card = byCard.getOrDefault(key.cardId(), projection.initial(key));
                byCard.put(key.cardId(), projection.apply(card, event));
            }
        }
        byCard.replaceAll((_, card) -> projection.derive(card, context));
        return byCard;
    }

    private static Map<CardId, CardState> statesOf(Map<CardId, LearnerCard> cards) {
        return cards.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, card -> card.getValue().state()));
    }
}
