package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.scheduler.CardState;
import java.util.HashMap;
import java.util.Map;

/**
 * What a learner knows of some cards, at one moment of the projection.
 *
 * @param states      of the cards that were ever answered, under the plan of {@code context}
 * @param quarantined cards whose state could not be derived, with the reason; they are not among {@code states}
 */
public record LearnerStates(LearnerContext context, Map<CardId, CardState> states, Map<CardId, String> quarantined) {

    /** Keeps all that it takes in. */
    static final class Collecting implements StateConsumer {
        private final LearnerContext context;
        private final Map<CardId, CardState> states = new HashMap<>();
        private final Map<CardId, String> quarantined = new HashMap<>();

        Collecting(LearnerContext context) {
            this.context = context;
        }

        @Override
        public void state(CardId card, CardState state) {
            states.put(card, state);
        }

        @Override
        public void quarantined(CardId card, String reason) {
            quarantined.put(card, reason);
        }

        LearnerStates states() {
            return new LearnerStates(context, states, quarantined);
        }
    }

    public LearnerStates {
        states = Map.copyOf(states);
        quarantined = Map.copyOf(quarantined);
    }
}
