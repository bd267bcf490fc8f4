package dev.engram.events.codec;

import dev.engram.events.CardAction;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.WeightsFitted;
import java.util.Map;

/** The stream of topic {@code engram.reviews}, keyed by learner. */
public final class LearnerEvents {

    private static final EventCodec<LearnerEvent> CODEC = new EventCodec<>(
            "urn:engram:review-service",
            Map.of(
                    "engram.review.recorded.v1", EventVersion.current(ReviewRecorded.class),
                    "engram.review.retracted.v1", EventVersion.current(ReviewRetracted.class),
                    "engram.card.action.v1", EventVersion.current(CardAction.class),
                    "engram.plan.changed.v1", EventVersion.current(PlanChanged.class),
                    "engram.weights.fitted.v1", EventVersion.current(WeightsFitted.class),
                    "engram.deck.joined.v1", EventVersion.current(DeckJoined.class),
                    "engram.deck.left.v1", EventVersion.current(DeckLeft.class),
                    "engram.cohort.joined.v1", EventVersion.current(CohortJoined.class),
                    "engram.cohort.left.v1", EventVersion.current(CohortLeft.class),
                    "engram.learner.erased.v1", EventVersion.current(LearnerErased.class)),
            event -> new EventCodec.Envelope(
                    event.stamp().eventId().toString(),
                    event.stamp().learnerId().text(),
                    event.stamp().at()));

    private LearnerEvents() {}

    public static EventCodec<LearnerEvent> codec() {
        return CODEC;
    }
}
