package dev.engram.projections.learner;

import dev.engram.events.CardId;
import dev.engram.scheduler.CardState;
import java.util.Map;

/**
 * What a learner knows, at one moment of the projection.
 *
 * @param states      of every card that was ever answered, under the plan of {@code context}
 * @param quarantined cards whose state could not be derived, with the reason; they are not among {@code states}
 */
public record LearnerStates(LearnerContext context, Map<CardId, CardState> states, Map<CardId, String> quarantined) {
    public LearnerStates {
        states = Map.copyOf(states);
        quarantined = Map.copyOf(quarantined);
    }
}
