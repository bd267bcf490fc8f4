package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.Topics;
import dev.engram.system.RunningStack.Learner;
import dev.engram.testing.Generate;
import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome;
import dev.engram.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a class does at once with large decks and long histories is served by processes with the default heap. */
@Tag("drill")
class ClassOfLearnersTest {

    private static final int LEARNERS = 40;
    private static final int CARDS = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static RunningStack running;
    private static Map<StackPart, OptionalLong> processes;
    private static String deck;
    private static String version;

    @BeforeAll
    static void importADeck() throws IOException, InterruptedException {
        running = RunningStack.start("engram class ");
        processes = processes();
        var author = running.newLearner().id();
        var file = HostileKinds.deckFile("Class deck", CARDS, "");
        var imported = Api.patiently(
                        LONGEST,
                        () -> running.api()
                                .post("/decks/import", running.tokens().author(author), "text/plain", file))
                .body();
        deck = imported.get("deckId").asText();
        running.api().publish(deck, running.tokens().author(author));
        version = imported.get("position").asText();
        // event by event, which takes longer than anything that is tried here
        caughtUpIn(LONGEST, () -> running.tokens().learner(author), "/queue?limit=1&after=" + version);
        caughtUpIn(LONGEST, () -> running.tokens().learner(author), "/mastery/tags?after=" + version);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @AfterEach
    void noProcessHasEnded() {
        assertThat(processes()).isEqualTo(processes);
    }

    private static Map<StackPart, OptionalLong> processes() {
        return StackPart.SERVICES.stream()
                .collect(Collectors.toMap(
                        part -> part, part -> running.stack().process(part).pid()));
    }

    @Test
    void shouldServeAClassThatOpensADeckAtOnce() {
        // given
        var learners = learners(LEARNERS);
        // when
        var opened = atOnce(learners.size(), i -> open(learners.get(i)));
        // then
        assertThat(opened).hasSize(LEARNERS).allSatisfy(learner -> {
            assertThat(learner.queue().get("counts").get("new").asInt()).isEqualTo(20);
            assertThat(learner.queue().get("cards")).hasSize(20);
            assertThat(learner.cards().get("cards")).hasSize(100);
            assertThat(learner.mastery().get("tags")).hasSize(50);
        });
    }

    /** What a learner has got. */
    private record Opened(JsonNode queue, JsonNode cards, JsonNode mastery) {}

    private static Opened open(Learner learner) {
        var api = running.api();
        var token = learner.token().get();
        var joined = answer(() -> api.put("/decks/" + deck + "/membership", token));
        var after = joined.get("position").asText() + "," + version;
        return new Opened(
                caughtUp(learner.token(), "/queue?limit=20&after=" + after),
                answer(() -> api.get("/decks/" + deck + "/cards", token)),
                caughtUp(learner.token(), "/mastery/tags?deckId=" + deck + "&after=" + after));
    }

    @Test
    void shouldServeReadersOfAllCards() {
        // when
        var read = atOnce(8, i -> {
            var token = running.newLearner().token();
            var ids = new HashSet<String>();
            var next = "";
            do {
                var page = running.api()
                        .get("/decks/" + deck + "/cards?limit=500" + next, token.get())
                        .expect(200)
                        .body();
                page.get("cards").forEach(card -> ids.add(card.get("cardId").asText()));
                next = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
            } while (!next.isEmpty());
            return ids.size();
        });
        // then
        assertThat(read).containsOnly(CARDS);
    }

    @Test
    void shouldServeALearnerWithNineDecksOfTwentyThousandCards() {
        // given: his own, so that no quota keeps him from studying them
        var learner = running.newLearner();
        var own = IntStream.range(0, 9)
                .mapToObj(i -> publishDeck(new LearnerId(learner.id()), "deck " + i))
                .toList();
        var after = own.stream().map(id -> "deck-" + id + "@1").collect(Collectors.joining(","));
        // when
        var queues = atOnce(3, _ -> caughtUp(learner.token(), "/queue?limit=5&after=" + after));
        var tables = atOnce(3, _ -> caughtUp(learner.token(), "/mastery/tags?after=" + after));
        // then
        assertThat(queues).allSatisfy(queue -> assertThat(queue.get("cards")).hasSize(5));
        assertThat(tables)
                .allSatisfy(table -> assertThat(
                                table.get("tags").get(0).get("cards").asInt())
                        .isEqualTo(9 * CARDS));
    }

    @Test
    void shouldServeFourTablesOfThePastOverALongHistory() {
        // given: 150,000 reviews of 5,000 cards of the deck
        var learner = running.newLearner();
        var random = new Random(Seeds.one());
        var ids = cards(5_000);
        send(
                Topics.REVIEWS.name(),
                ids.stream()
                        .flatMap(card -> Generate.reviewsOf(new LearnerId(learner.id()), card, 30, random).stream())
                        .map(LearnerEvents.codec()::encode));
        var joined = answer(() -> running.api()
                .put("/decks/" + deck + "/membership", learner.token().get()));
        var after = joined.get("position").asText();
        caughtUpIn(LONGEST, learner.token(), "/mastery/tags?after=" + after);
        // when
        var tables =
                atOnce(4, _ -> caughtUp(learner.token(), "/mastery/tags?asOf=2026-01-20T00:00:00Z&after=" + after));
        // then
        assertThat(tables)
                .allSatisfy(table -> assertThat(table.get("tags"))
                        .hasSize(50)
                        .allSatisfy(row -> assertThat(row.get("seen").asInt()).isPositive()));
        assertThat(tables).containsOnly(tables.getFirst());
    }

    private static List<CardId> cards(int count) {
        var ids = new ArrayList<CardId>();
        var token = running.newLearner().token();
        var next = "";
        while (ids.size() < count) {
            var path = "/decks/" + deck + "/cards?limit=500" + next;
            var page = answer(() -> running.api().get(path, token.get()));
            page.get("cards")
                    .forEach(card -> ids.add(CardId.parse(card.get("cardId").asText())));
            next = "&cursor=" + page.path("next").asText();
        }
        return ids;
    }

    /** A deck of one version that is in the log only, which is all that is read here. */
    private static DeckId publishDeck(LearnerId owner, String title) {
        var id = new DeckId(Ids.v7());
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(stamp(id, owner, 0), owner, List.of(title), title));
        for (int i = 0; i < CARDS; i++) {
            var content = new CardContent(title + " asks " + i, null, List.of(tag()), null, null);
            events.add(new CardAdded(stamp(id, owner, i + 1), new CardId(Ids.v7()), 1, i, content));
        }
        send(Topics.CARDS.name(), events.stream().map(DeckEvents.codec()::encode));
        return id;
    }

    private static dev.engram.events.Tag tag() {
        return new dev.engram.events.Tag("nine");
    }

    private static CommitStamp stamp(DeckId deck, LearnerId owner, int index) {
        return new CommitStamp(deck, 1, index, CARDS + 1, owner, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static void send(String topic, Stream<EncodedEvent> events) {
        var settings = running.kafka();
        settings.putAll(Map.of("acks", "all", "linger.ms", "20"));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            events.forEach(event -> {
                var record = new ProducerRecord<>(topic, event.key(), event.value());
                event.headers()
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                producer.send(record);
            });
            producer.flush();
        }
    }

    private interface Request<T> {
        T of(int number) throws IOException, InterruptedException;
    }

    private static <T> List<T> atOnce(int many, Request<T> request) {
        return Rendezvous.collide(many, i -> () -> request.of(i)).stream()
                .map(outcome -> switch (outcome) {
                    case Outcome.Returned<T>(var answer) -> answer;
                    case Outcome.Threw<T>(var cause) -> throw new AssertionError(cause);
                })
                .toList();
    }

    private static List<Learner> learners(int count) {
        return Stream.generate(running::newLearner).limit(count).toList();
    }

    /** As a client asks: where too much was asked for at once, again. Whoever is not served within a minute fails. */
    private static JsonNode answer(Api.Call call) {
        try {
            return Api.patiently(Duration.ofSeconds(60), call).body();
        } catch (InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static JsonNode caughtUp(Supplier<String> token, String path) {
        return caughtUpIn(Duration.ofSeconds(60), token, path);
    }

    /** Asks again while the answer does not contain yet what it is asked for. */
    private static JsonNode caughtUpIn(Duration atMost, Supplier<String> token, String path) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var found = answer(() -> running.api().get(path, token.get()));
            if (found.get("caughtUp").asBoolean()) {
                return found;
            }
            assertThat(System.nanoTime()).as("%s has caught up", path).isLessThan(end);
        }
    }
}
