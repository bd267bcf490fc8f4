package dev.engram.projections.learner;

import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;

/**
 * Everything about one card of one learner.
 *
 * @param history the facts, complete: any state can be derived from them again
 * @param state   derived from the history under the learner's plan
 */
public record LearnerCard(LearnerCardKey key, CardHistory history, CardState state) {

    /** The same card after its history has changed; the state is stale until it is derived. */
    LearnerCard with(CardHistory changed) {
        return changed == history ? this : new LearnerCard(key, changed, state);
    }

    /** The same card with a state derived anew. */
    LearnerCard with(CardState derived) {
        return new LearnerCard(key, history, derived);
    }
}
