package dev.engram.events.codec;

import dev.engram.events.CardAction;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.events.WeightsFitted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One event of every kind, each with all its fields. The golden files hold exactly these. */
final class Samples {

    static final LearnerId LEARNER = LearnerId.parse("3f8e2c51-7d0a-4b9e-8c11-5a6b7c8d9e0f");
    static final CardId CARD = CardId.parse("0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00");
    static final DeckId DECK = DeckId.parse("0191f3a0-0000-7000-8000-000000000001");
    static final CohortId COHORT = CohortId.parse("7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f");
    static final EventId REVIEW = EventId.parse("0191f3a0-7000-7a00-8000-00000000000a");

    private Samples() {}

    static Map<String, LearnerEvent> learnerEvents() {
        return new TreeMap<>(Map.of(
                "engram.review.recorded.v1",
                new ReviewRecorded(
                        stamp(REVIEW, 17),
                        CARD,
                        2,
                        Rating.HARD,
                        5_400L,
                        Instant.parse("2026-09-07T08:00:00Z"),
                        EventId.parse("0191f3a0-7000-7a00-8000-000000000009"),
                        new SchedulerRef("fsrs-6", "fsrs-6-default", 0.9),
                        false,
                        ReviewRecorded.Origin.LIVE,
                        "phone-1.4",
                        Set.of(ReviewRecorded.Flag.CLOCK_DOUBTFUL, ReviewRecorded.Flag.CARD_UNVERIFIED)),
                "engram.review.retracted.v1",
                new ReviewRetracted(stamp(EventId.parse("0191f3a0-7000-7a00-8000-00000000000b"), 18), CARD, REVIEW),
                "engram.card.action.v1",
                new CardAction(
                        stamp(EventId.parse("0191f3a0-7000-7a00-8000-000000000010"), 23),
                        CARD,
                        CardAction.Action.SET_DUE,
                        LocalDate.parse("2026-09-14")),
                "engram.plan.changed.v1",
                new PlanChanged(stamp(EventId.parse("0191f3a0-7000-7a00-8000-00000000000c"), 19), Plan.DEFAULT),
                "engram.weights.fitted.v1",
                weightsFitted(),
                "engram.deck.joined.v1",
                new DeckJoined(stamp(EventId.parse("0191f3a0-7000-7a00-8000-00000000000d"), 20), DECK),
                "engram.deck.left.v1",
                new DeckLeft(stamp(EventId.parse("0191f3a0-7000-7a00-8000-00000000000e"), 21), DECK),
                "engram.cohort.joined.v1",
                new CohortJoined(stamp(EventId.parse("0191f3a0-7000-7a00-8000-000000000010"), 23), COHORT),
                "engram.cohort.left.v1",
                new CohortLeft(stamp(EventId.parse("0191f3a0-7000-7a00-8000-000000000011"), 24), COHORT),
                "engram.learner.erased.v1",
                new LearnerErased(stamp(EventId.parse("0191f3a0-7000-7a00-8000-00000000000f"), 22))));
    }

    private static WeightsFitted weightsFitted() {
        var heldOut = new WeightsFitted.HeldOutLoss(412, 0.3664, 0.346, -0.031, -0.0098);
        return new WeightsFitted(
                stamp(EventId.parse("0191f3a0-7000-7a00-8000-000000000010"), 23),
                Plan.DEFAULT.weights(),
                "fit-0191f3a0-7000-7a00-8000-000000000010",
                "fsrs-6-default",
                WeightsFitted.Kind.TRAINED,
                3_120,
                1_650,
                heldOut,
                List.of(
                        new WeightsFitted.DeckFit(DECK, heldOut, heldOut),
                        new WeightsFitted.DeckFit(
                                DeckId.parse("0191f3a0-0000-7000-8000-000000000002"),
                                new WeightsFitted.HeldOutLoss(40, 0.5, 0.4, -0.3, 0.1),
                                null)));
    }

    static Map<String, DeckEvent> deckEvents() {
        var content = new CardContent(
                "What are 2 approaches for positional encodings (high-level ideas)?",
                "from-source",
                List.of(new Tag("attention"), new Tag("ml::CNNs")),
                new CardContent.Answer("Brian", "Because heads don’t depend on each other.", true),
                new CardContent.Source("Keys, Values, and Queries", new CardContent.Locator("timestamp", "9:00")));
        var bare = new CardContent("Explain attention.", null, List.of(), null, null);
        return new TreeMap<>(Map.of(
                "engram.deck.created.v1",
                new DeckCreated(commit(1, 0, 2), LEARNER, List.of("ML", "Transformers"), "ML | Transformers"),
                "engram.card.added.v1",
                new CardAdded(commit(1, 1, 2), CARD, 1, 0, content),
                "engram.card.revised.v1",
                new CardRevised(commit(2, 0, 1), CARD, 2, bare),
                "engram.card.retired.v1",
                new CardRetired(commit(3, 0, 1), CARD)));
    }

    static Stamp stamp(EventId id, long seq) {
        return new Stamp(
                id,
                LEARNER,
                Instant.parse("2026-09-07T07:59:58.125Z"),
                ZoneOffset.ofHours(2),
                new ClientId("phone"),
                seq,
                Instant.parse("2026-09-07T08:00:01Z"));
    }

    private static CommitStamp commit(long version, int index, int size) {
        return new CommitStamp(DECK, version, index, size, LEARNER, Instant.parse("2026-09-01T10:00:00Z"));
    }
}
