package dev.engram.projections;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What up to four clients of one learner send about two cards: reviews from any offsets, by clocks that are sometimes set back or
 * lost, practice and imports, actions, retractions of all kinds, contradicting copies, changes of plan and zone.
 */
final class ManyClients {
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("Pacific/Pago_Pago"),
            ZoneId.of("Australia/Lord_Howe"));

    private final Random random;
    private final LearnerId learner;
    private final List<CardId> cards;
    private final List<LearnerEvent> events = new ArrayList<>();
    private Instant now;

    private ManyClients(Random random) {
        this.random = random;
        this.learner = Generate.learnerId(random);
        this.cards = List.of(Generate.cardId(random), Generate.cardId(random));
        this.now = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(300 * 86_400));
    }

    /** 4 to 16 events and their copies, in the order of their making. */
    static List<LearnerEvent> history(Random random) {
        var clients = new ManyClients(random);
        int count = 4 + random.nextInt(13);
        for (int i = 0; i < count; i++) {
            clients.add();
        }
        return List.copyOf(clients.events);
    }

    private void add() {
        now = now.plus(
                switch (random.nextInt(6)) {
                    case 0 -> Duration.ZERO;
                    case 1, 2 -> Duration.ofSeconds(random.nextInt(1_200));
                    case 3 -> Duration.ofHours(random.nextInt(30));
                    default -> Duration.ofDays(random.nextInt(40));
                });
        switch (random.nextInt(14)) {
            case 0 -> events.add(plan());
            case 1, 2 -> events.add(new ReviewRetracted(stamp(), card(), anyId()));
            case 3 -> addRetractionWithAnIdInUse();
            case 4 -> addCopy();
            case 5, 6 -> events.add(action());
            default -> events.add(review());
        }
    }

    private CardId card() {
        return cards.get(random.nextInt(cards.size()));
    }

    private Stamp stamp() {
        var at = switch (random.nextInt(20)) {
            case 0 -> Instant.EPOCH.plusSeconds(random.nextInt(86_400));
            case 1, 2 -> now.minusSeconds(random.nextInt(3 * 86_400));
            default -> now;
        };
        return new Stamp(
                newId(),
                learner,
                at,
                ZoneOffset.ofTotalSeconds((random.nextInt(105) - 48) * 900),
                new ClientId("client-" + random.nextInt(4)),
                random.nextInt(5),
                now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(30 * 86_400) : 0));
    }

    private ReviewRecorded review() {
        return new ReviewRecorded(
                stamp(),
                card(),
                1,
                Rating.values()[random.nextInt(4)],
                random.nextBoolean() ? null : random.nextLong(90_000),
                null,
                null,
                null,
                random.nextInt(15) == 0,
                random.nextInt(15) == 0 ? Origin.ANKI : Origin.LIVE,
                null,
                Set.of());
    }

    private CardAction action() {
        var action = CardAction.Action.values()[random.nextInt(CardAction.Action.values().length)];
        var day = LocalDate.ofEpochDay(now.getEpochSecond() / 86_400 + random.nextInt(60));
        return new CardAction(stamp(), card(), action, action == CardAction.Action.SET_DUE ? day : null);
    }

    private PlanChanged plan() {
        var plan = Plan.DEFAULT;
        return new PlanChanged(
                stamp(),
                new Plan(
                        0.8 + random.nextInt(15) / 100.0,
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        random.nextInt(6),
                        ZONES.get(random.nextInt(ZONES.size())),
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        random.nextBoolean(),
                        plan.weights(),
                        plan.weightsVersion()));
    }

    private EventId newId() {
        return new EventId(Generate.cardId(random).value());
    }

    private EventId anyId() {
        return events.isEmpty() || random.nextInt(5) == 0
                ? newId()
                : events.get(random.nextInt(events.size())).stamp().eventId();
    }

    /** One that bears the id of a review, sometimes of the one that it takes back. */
    private void addRetractionWithAnIdInUse() {
        var id = anyId();
        var stamp = stamp();
        var used = new Stamp(
                id,
                learner,
                stamp.at(),
                stamp.utcOffset(),
                stamp.clientId(),
                stamp.clientSeq(),
                stamp.receivedAt().minusSeconds(random.nextInt(2) * 86_400L));
        events.add(new ReviewRetracted(used, card(), random.nextBoolean() ? id : anyId()));
    }

    /** Of an earlier review: the same received at another time, or one that contradicts it. */
    private void addCopy() {
        for (var event : List.copyOf(events)) {
            if (event instanceof ReviewRecorded review && random.nextInt(3) == 0) {
                var received = review.stamp().receivedAt().plusSeconds(random.nextInt(3) - 1);
                var copy = random.nextBoolean() ? review : Generate.otherVersion(review, random.nextInt(20));
                events.add(copy.with(
                        copy.stamp().withReceivedAt(received),
                        random.nextBoolean() ? Set.of() : Set.of(Flag.CARD_UNVERIFIED)));
            } else if (event instanceof CardEvent && random.nextInt(6) == 0) {
                events.add(event);
            }
        }
    }
}
