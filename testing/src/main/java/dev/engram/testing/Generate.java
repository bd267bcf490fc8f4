package dev.engram.testing;

import dev.engram.events.CardAction;
import dev.engram.events.CardAction.Action;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Histories of one learner and one card, and the ways they may arrive. Everything comes from the {@link Random} given: the
 * same seed makes the same events.
 */
public final class Generate {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<ZoneOffset> OFFSETS =
            List.of(ZoneOffset.UTC, ZoneOffset.ofHours(2), ZoneOffset.ofHours(-8), ZoneOffset.ofHoursMinutes(5, 30));
    private static final List<ClientId> CLIENTS = List.of(new ClientId("phone"), new ClientId("laptop"));

    private Generate() {}

    public static LearnerId learnerId(Random random) {
        return new LearnerId(uuid(random));
    }

    public static CardId cardId(Random random) {
        return new CardId(uuid(random));
    }

    /**
     * Reviews from two clients in the order of their making: seconds to months apart, now and then at the same instant, from
     * changing offsets, some received late, one in twenty for practice.
     */
    public static List<ReviewRecorded> reviewsOf(LearnerId learnerId, CardId cardId, int count, Random random) {
        var reviews = new ArrayList<ReviewRecorded>();
        var at = START.plusMillis(random.nextLong(Duration.ofDays(30).toMillis()));
        for (int i = 0; i < count; i++) {
            at = at.plus(pause(random));
            var stamp = stamp(learnerId, at, i, random);
            reviews.add(new ReviewRecorded(
                    stamp,
                    cardId,
                    1 + random.nextInt(3),
                    Rating.values()[Math.max(0, random.nextInt(6) - 2)],
                    random.nextBoolean() ? random.nextLong(60_000) : null,
                    null,
                    reviews.isEmpty() || random.nextBoolean()
                            ? null
                            : reviews.getLast().stamp().eventId(),
                    null,
                    random.nextInt(20) == 0,
                    Origin.LIVE,
                    null,
                    Set.of()));
        }
        return List.copyOf(reviews);
    }

    /** Actions of all kinds, at any time of {@code reviews}. */
    public static List<CardAction> actionsAmong(List<ReviewRecorded> reviews, int count, Random random) {
        var actions = new ArrayList<CardAction>();
        for (int i = 0; i < count && !reviews.isEmpty(); i++) {
            var beside = reviews.get(random.nextInt(reviews.size()));
            var at = beside.stamp().at().plus(pause(random));
            var action = Action.values()[random.nextInt(Action.values().length)];
            actions.add(new CardAction(
                    stamp(beside.stamp().learnerId(), at, reviews.size() + i, random),
                    beside.cardId(),
                    action,
                    action == Action.SET_DUE
                            ? LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(100))
                            : null));
        }
        return List.copyOf(actions);
    }

    /**
     * {@link #reviewsOf}, actions, and retractions: of about a tenth of both, one twice, and one of an event that never
     * arrives.
     */
    public static List<CardEvent> historyOf(LearnerId learnerId, CardId cardId, int reviews, Random random) {
        var answers = reviewsOf(learnerId, cardId, reviews, random);
        var events = new ArrayList<CardEvent>(answers);
        events.addAll(actionsAmong(answers, random.nextInt(1 + reviews / 4), random));
        var retracted = new ArrayList<>(events.stream()
                .filter(_ -> random.nextInt(10) == 0)
                .map(event -> event.stamp().eventId())
                .toList());
        if (!retracted.isEmpty()) {
            retracted.add(retracted.getFirst());
        }
        retracted.add(new EventId(uuid(random)));
        var at = events.isEmpty() ? START : events.getLast().stamp().at();
        for (var review : retracted) {
            at = at.plus(pause(random));
            events.add(new ReviewRetracted(stamp(learnerId, at, events.size(), random), cardId, review));
        }
        return List.copyOf(events);
    }

    /** The same events in any order, some of them more than once. */
    public static <E> List<E> shuffledWithRepeats(List<E> events, Random random) {
        var arriving = new ArrayList<>(events);
        for (var event : events) {
            for (int copies = random.nextInt(3); copies > 0; copies--) {
                arriving.add(event);
            }
        }
        Collections.shuffle(arriving, random);
        return List.copyOf(arriving);
    }

    /** The same events in the same order, cut into batches of 1 to 20. */
    public static <E> List<List<E>> batches(List<E> events, Random random) {
        var batches = new ArrayList<List<E>>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(20));
            batches.add(List.copyOf(events.subList(from, to)));
            from = to;
        }
        return List.copyOf(batches);
    }

    /** A copy of the review that the server took at another time, as when a client sends it again. */
    public static ReviewRecorded receivedAt(ReviewRecorded review, Instant receivedAt) {
        return review.with(review.stamp().withReceivedAt(receivedAt), review.flags());
    }

    private static Stamp stamp(LearnerId learnerId, Instant at, int sequence, Random random) {
        var offline = random.nextInt(4) == 0 ? Duration.ofHours(random.nextInt(400)) : Duration.ofMillis(300);
        return new Stamp(
                new EventId(uuid(random)),
                learnerId,
                at,
                OFFSETS.get(random.nextInt(6) == 0 ? random.nextInt(OFFSETS.size()) : 0),
                CLIENTS.get(random.nextInt(CLIENTS.size())),
                sequence,
                at.plus(offline));
    }

    private static Duration pause(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Duration.ZERO;
            case 1, 2 -> Duration.ofSeconds(1 + random.nextInt(900));
            case 3 -> Duration.ofMinutes(1 + random.nextInt(24 * 60));
            default -> Duration.ofHours(12 + random.nextInt(24 * 60));
        };
    }

    /** A version 7 id as far as its form goes, with bits from {@code random} instead of the clock. */
    private static UUID uuid(Random random) {
        return new UUID(
                (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x7000L,
                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }
}
