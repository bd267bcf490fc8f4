package dev.engram.projections.learner;

import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.LapseTest;
import java.util.List;

/**
 * Everything about one card of one learner.
 *
 * @param history the facts, complete: any state can be derived from them again
 * @param state derived from the history under the learner's plan
 * @param days what was answered on each study day, oldest first; derived like {@code state}
 * @param lapseTest whether it was forgotten more often than predicted; derived like {@code state}
 */
public record LearnerCard(
        LearnerCardKey key, CardHistory history, CardState state, List<DayActivity> days, LapseTest lapseTest) {

    /** A card of which nothing is derived. */
    public static LearnerCard underived(LearnerCardKey key, CardHistory history) {
        return new LearnerCard(key, history, CardState.NEW, List.of(), LapseTest.NONE);
    }

    public LearnerCard {
        days = List.copyOf(days);
    }

    /** The same card after its history has changed; the figures are stale until they are derived. */
    LearnerCard with(CardHistory changed) {
        return changed == history ? this : new LearnerCard(key, changed, state, days, lapseTest);
    }
}
