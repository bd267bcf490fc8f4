package dev.engram.review.application;

import com.mongodb.client.MongoCollection;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.review.application.queue.QueueOutcome.Known;
import dev.engram.review.application.queue.QueueReader;
import dev.engram.review.application.queue.QueueReader.Wanted;
import dev.engram.runtime.query.RunningProjections;
import dev.engram.scheduler.queue.QueueOrder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Asks for the queue of a learner of three decks of 40,000 cards, of which 35,000 are due in each. */
final class LargeQueueProgram {
    private static final int DECKS = 3;
    private static final int CARDS = 40_000;
    private static final int ANSWERED = 35_000;
    private static final int ROWS = 1_000;
    private static final Instant LONG_AGO =
            Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MILLIS);

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final RunningProjections projections;

    private LargeQueueProgram(RunningProjections projections) {
        this.projections = projections;
    }

    public static void main(String[] arguments) throws Exception {
        try (var projections = new RunningProjections()) {
            new LargeQueueProgram(projections).run();
        }
    }

    private void run() throws Exception {
        for (int deck = 0; deck < DECKS; deck++) {
            fill();
        }
        var directory = new StubDirectory();
        var queues = new QueueReader(
                projections.queries(),
                directory.visible(InstantSource.system(), Duration.ZERO),
                new JobSlots("queue", new JobSlots.Limits(2, 8, 8, Duration.ofMinutes(1)), new SimpleMeterRegistry()),
                InstantSource.system(),
                200_000,
                Duration.ofSeconds(1));
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var order : QueueOrder.values()) {
                var answers = threads.invokeAll(
                        List.<Callable<Known>>of(() -> ask(queues, order, null), () -> ask(queues, order, null)));
                for (int i = 0; i < answers.size(); i++) {
                    var known = answers.get(i).get();
                    int cards = known.queue().days().stream()
                            .mapToInt(day -> day.entries().size())
                            .sum();
                    System.out.printf(
                            "%s: queue %d of %d cards, listed %d%n",
                            order, i, cards, known.items().size());
                }
            }
        }
        System.out.printf(
                "tag: %d cards%n",
                ask(queues, QueueOrder.DUE, new Tag("none")).items().size());
    }

    private Known ask(QueueReader queues, QueueOrder order, @Nullable Tag tag) {
        long start = System.nanoTime();
        var known = (Known) queues.of(
                new CallerToken(learner, "token"), new Wanted(null, tag, 30, order, 7, 1_000, null), Position.NONE);
        System.out.printf("%s in %d ms%n", order, (System.nanoTime() - start) / 1_000_000);
        return known;
    }

    /** A deck of one card with one answer comes through the log; the others are its documents with other ids. */
    private void fill() {
        var deck = new DeckId(Ids.v7());
        var card = new CardId(Ids.v7());
        var made = projections.appendDeck(List.<DeckEvent>of(
                new DeckCreated(commit(deck, 0), learner, List.of(deck.toString()), "Large"),
                new CardAdded(
                        commit(deck, 1),
                        card,
                        1,
                        0,
                        new CardContent("Question?", null, List.of(new Tag("x")), null, null))));
        var answered = projections.append(List.of(new ReviewRecorded(
                new Stamp(new EventId(Ids.v7()), learner, LONG_AGO, ZoneOffset.UTC, new ClientId("phone"), 0, LONG_AGO),
                card,
                1,
                Rating.EASY,
                null,
                null,
                null,
                null,
                false,
                Origin.LIVE,
                null,
                Set.of())));
        if (!projections
                .queries()
                .await(made.and(answered), Duration.ofMinutes(1))
                .caughtUp()) {
            throw new IllegalStateException("the projections are late");
        }
        var ids = new ArrayList<UUID>(CARDS);
        for (int i = 1; i < CARDS; i++) {
            ids.add(Ids.v7());
        }
        var cards = projections.database().getCollection("catalogue.g1");
        multiply(
                cards,
                new Document("_id", card.value()),
                ids,
                (copy, place) -> copy.append("_id", ids.get(place)).append("ordinal", place + 1));
        var states = projections.database().getCollection("learner-cards.g1");
        multiply(
                states,
                new Document("cardId", card.value()),
                ids.subList(0, ANSWERED - 1),
                (copy, place) -> copy.append(
                                "_id", new Document("learnerId", learner.value()).append("cardId", ids.get(place)))
                        .append("cardId", ids.get(place)));
    }

    private static void multiply(
            MongoCollection<Document> collection, Document one, List<UUID> ids, BiConsumer<Document, Integer> changed) {
        var found = collection.find(one).first();
        if (found == null) {
            throw new IllegalStateException("there is no " + one);
        }
        for (int from = 0; from < ids.size(); from += ROWS) {
            var copies = new ArrayList<Document>();
            for (int place = from; place < Math.min(ids.size(), from + ROWS); place++) {
                var copy = new Document(found);
                changed.accept(copy, place);
                copies.add(copy);
            }
            collection.insertMany(copies);
        }
    }

    private CommitStamp commit(DeckId deck, int index) {
        return new CommitStamp(deck, 1, index, 2, learner, LONG_AGO);
    }
}
