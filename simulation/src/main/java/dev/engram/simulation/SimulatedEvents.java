package dev.engram.simulation;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.fsrs.Fsrs6;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A simulated world as events: one deck with all cards, and for each learner the joining of the deck and the reviews, each with
 * the due time that was shown and the review it was based on. Ids depend on the seed alone. Immutable.
 */
public final class SimulatedEvents {
    private static final ClientId CLIENT = new ClientId("simulation");
    private static final CardContent.Answer NO_ANSWER = new CardContent.Answer(null, null, false);

    private final Simulation simulation;
    private final Instant start;
    private final DeckId deckId;
    private final LearnerId author;

    /** @param start the moment of day 0; the deck is a day older */
    public SimulatedEvents(Simulation simulation, Instant start) {
        this.simulation = simulation;
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.deckId = new DeckId(id(1, 0));
        this.author = new LearnerId(id(4, 0));
    }

    /** The learner's id in the events. */
    public LearnerId learnerId(int learner) {
        return new LearnerId(id(3, learner));
    }

    /** The card's id in the events. */
    public CardId cardId(int card) {
        return new CardId(id(2, card));
    }

    /** The tag as the cards carry it. */
    public static Tag tag(int tag) {
        return new Tag("tag" + tag);
    }

    /** The deck and its cards, one commit. */
    public List<DeckEvent> deck() {
        var truth = simulation.truth();
        List<DeckEvent> events = new ArrayList<>();
        events.add(new DeckCreated(commit(0), author, List.of("Simulated"), "Simulated"));
        for (int card = 0; card < truth.cards(); card++) {
            List<Tag> tags = new ArrayList<>();
            for (int tag : truth.tagsOf(card)) {
                tags.add(tag(tag));
            }
            var content = new CardContent("Card " + card, null, tags, NO_ANSWER, null);
            events.add(new CardAdded(commit(card + 1), cardId(card), 1, card, content));
        }
        return List.copyOf(events);
    }

    /** All events of one learner, in the order in which they happened. */
    public List<LearnerEvent> of(int learner) {
        List<SimulatedReview> reviews = new ArrayList<>();
        simulation.reviewsOf(learner, reviews::add);
        reviews.sort(Comparator.comparingLong(SimulatedReview::atMillis)
                .thenComparingInt(SimulatedReview::card)
                .thenComparingInt(SimulatedReview::index));
        List<LearnerEvent> events = new ArrayList<>(reviews.size() + 1);
        var joined = start.minus(Duration.ofHours(1));
        events.add(new DeckJoined(stamp(learner, 0, joined), deckId));
        var latest = new EventId[simulation.truth().cards()];
        for (var review : reviews) {
            var stamp = stamp(learner, events.size(), start.plusMillis(review.atMillis()));
            events.add(recorded(review, stamp, latest[review.card()]));
            latest[review.card()] = stamp.eventId();
        }
        return List.copyOf(events);
    }

    private ReviewRecorded recorded(SimulatedReview review, Stamp stamp, @Nullable EventId basedOn) {
        var dueAt = basedOn == null
                ? null
                : stamp.at().minusMillis(review.elapsedMillis()).plusMillis(review.plannedMillis());
        return new ReviewRecorded(
                stamp,
                cardId(review.card()),
                1,
                review.rating(),
                null,
                dueAt,
                basedOn,
                scheduler(review.rule()),
                false,
                ReviewRecorded.Origin.LIVE,
                null,
                Set.of());
    }

    private CommitStamp commit(int index) {
        int events = simulation.truth().cards() + 1;
        return new CommitStamp(deckId, 1, index, events, author, start.minus(Duration.ofDays(1)));
    }

    private Stamp stamp(int learner, int number, Instant at) {
        var id = new EventId(SeededStreams.v7(simulation.seed(), at, (5L << 61) + ((long) learner << 30) + number));
        return new Stamp(id, learnerId(learner), at, ZoneOffset.UTC, CLIENT, number, at);
    }

    /** A ladder aims at no retention, so the contract has no word for it. */
    private static @Nullable SchedulerRef scheduler(IntervalRule rule) {
        return switch (rule) {
            case IntervalRule.Fsrs fsrs ->
                new SchedulerRef(Fsrs6.NAME, IntervalSampler.MODEL.weightsVersion(), fsrs.retention());
            case IntervalRule.Truth truth -> new SchedulerRef("oracle", "truth", truth.recall());
            case IntervalRule.Ladder _, IntervalRule.Powers _ -> null;
        };
    }

    private UUID id(long kind, int number) {
        return SeededStreams.v7(simulation.seed(), start, (kind << 40) + number);
    }
}
