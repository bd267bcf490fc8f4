package dev.engram.analytics.application;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.testing.Generate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A deck with nested tags and retired cards, and a class that studies it: each learner with another plan and time zone, with answers
 * in any order, retractions, resets and suspensions.
 */
public final class ClassWorld {
    /** After everything that happens in it. */
    public static final Instant END = Instant.parse("2027-06-01T08:00:00Z");

    private static final Instant BEGIN = Instant.parse("2026-01-01T08:00:00Z");
    private static final List<String> TAGS =
            List.of("ml", "ml::cnn", "ML::rnn", "ml::cnn::pooling", "history", "Maths");
    private static final List<String> ZONES =
            List.of("UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin");

    private final Random random;
    private final int cards;
    private int sequence;
    private int version = 2;

    public final LearnerId teacher;
    public final DeckId deck;
    public final CohortId cohort;
    public final List<LearnerId> learners;
    public final List<DeckEvent> deckEvents;
    public final List<LearnerEvent> events = new ArrayList<>();

    public ClassWorld(Random random, int learners, int cards) {
        this.random = random;
        this.cards = cards;
        teacher = Generate.learnerId(random);
        deck = new DeckId(Generate.cardId(random).value());
        cohort = new CohortId(Generate.cardId(random).value());
        deckEvents = deckEvents();
        this.learners = Stream.generate(() -> Generate.learnerId(random))
                .limit(learners)
                .toList();
        this.learners.forEach(this::study);
    }

    private List<DeckEvent> deckEvents() {
        var events = new ArrayList<DeckEvent>();
        int all = cards + 2;
        events.add(new DeckCreated(stamp(1, 0, all + 1), teacher, List.of("Deck " + deck), "Deck"));
        for (int i = 0; i < all; i++) {
            var tags = TAGS.stream()
                    .filter(_ -> random.nextInt(4) == 0)
                    .map(Tag::new)
                    .toList();
            var content = new CardContent("Question " + i, null, tags, null, null);
            events.add(new CardAdded(stamp(1, i + 1, all + 1), card(i), 1, i, content));
        }
        events.add(new CardRetired(stamp(2, 0, 2), card(cards)));
        events.add(new CardRetired(stamp(2, 1, 2), card(cards + 1)));
        return events;
    }

    private CommitStamp stamp(int version, int index, int size) {
        return new CommitStamp(deck, version, index, size, teacher, BEGIN);
    }

    /** The next version of the deck: a card carries other tags. */
    public List<DeckEvent> retagged(int number, List<Tag> tags) {
        var content = new CardContent("Question " + number, null, tags, null, null);
        return List.of(new CardRevised(stamp(++version, 0, 1), card(number), 2, content));
    }

    /** The next version of the deck: a card is gone. */
    public List<DeckEvent> retired(int number) {
        return List.of(new CardRetired(stamp(++version, 0, 1), card(number)));
    }

    /** The id of a card. @param number from 0 in the order of the deck */
    public CardId card(int number) {
        return new CardId(new UUID(deck.value().getMostSignificantBits(), 0x8000000000000000L | number));
    }

    /** Makes somebody a member with a plan and answers. */
    public void study(LearnerId learner) {
        events.add(new DeckJoined(stamp(learner, BEGIN), deck));
        events.add(new CohortJoined(stamp(learner, BEGIN), cohort));
        if (random.nextInt(4) > 0) {
            events.add(new PlanChanged(stamp(learner, BEGIN), plan()));
        }
        for (int i = 0; i < cards + 2; i++) {
            if (random.nextInt(4) > 0) {
                List<CardEvent> history = Generate.historyOf(learner, card(i), 1 + random.nextInt(8), random);
                events.addAll(Generate.shuffledWithRepeats(history, random));
            }
        }
    }

    private Plan plan() {
        var base = Plan.DEFAULT;
        var weights = base.weights().stream()
                .map(weight -> weight * (1 + random.nextDouble() / 20))
                .toList();
        return new Plan(
                0.8 + random.nextInt(15) / 100.0,
                base.learningSteps(),
                base.relearningSteps(),
                base.maximumIntervalDays(),
                random.nextInt(6),
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                base.newCardsPerDay(),
                base.reviewsPerDay(),
                false,
                weights,
                "fitted-" + random.nextInt(100),
                null);
    }

    /** A stamp by the server. */
    public Stamp stamp(LearnerId learner, Instant at) {
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("server"), sequence++, at);
    }

    /** A simulated learner. */
    public LearnerId simulated() {
        var id = Generate.learnerId(random).value();
        return new LearnerId(
                new UUID((id.getMostSignificantBits() & ~0xF000L) | 0x8000L, id.getLeastSignificantBits()));
    }
}
