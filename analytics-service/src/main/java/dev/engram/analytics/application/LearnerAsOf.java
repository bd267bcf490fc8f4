package dev.engram.analytics.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a learner at a moment.
 *
 * @param memberships by deck the learner's own latest word: joined or left; a deck never mentioned is absent
 * @param states of the cards answered until then; a card without one was never answered
 * @param unknown cards whose state could not be computed
 * @param dataUpTo when the last event applied was appended; absent before the first
 */
public record LearnerAsOf(
        Plan plan,
        Map<DeckId, Boolean> memberships,
        Map<CardId, CardState> states,
        Set<CardId> unknown,
        @Nullable Instant dataUpTo) {

    public LearnerAsOf {
        memberships = Map.copyOf(memberships);
        states = Map.copyOf(states);
        unknown = Set.copyOf(unknown);
    }
}
