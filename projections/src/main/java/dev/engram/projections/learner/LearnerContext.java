package dev.engram.projections.learner;

import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.codec.LearnerEvents;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a learner as a whole: the latest event of each kind in the learner's order, for any order of
 * arrival.
 *
 * @param planChange  the latest; null for a learner who never changed the plan
 * @param memberships per deck the latest joining or leaving; a deck never mentioned is absent
 */
public record LearnerContext(@Nullable PlanChanged planChange, Map<DeckId, LearnerEvent> memberships) {

    /** A learner of whom nothing is known. */
    public static final LearnerContext EMPTY = new LearnerContext(null, Map.of());

    public LearnerContext {
        memberships = Map.copyOf(memberships);
    }

    /** The plan in force, the default where the learner never chose one. */
    public Plan plan() {
        return planChange == null ? Plan.DEFAULT : planChange.plan();
    }

    /**
     * Whether the learner studies a deck: the latest joining or leaving decides; without one, owning the deck does.
     *
     * @param owner whether the learner owns it
     */
    public boolean isMember(DeckId deck, boolean owner) {
        var latest = memberships.get(deck);
        return latest == null ? owner : latest instanceof DeckJoined;
    }

    LearnerContext apply(PlanChanged change) {
        return planChange == null || isLater(change, planChange) ? new LearnerContext(change, memberships) : this;
    }

    LearnerContext apply(DeckJoined joined) {
        return membership(joined.deckId(), joined);
    }

    LearnerContext apply(DeckLeft left) {
        return membership(left.deckId(), left);
    }

    private LearnerContext membership(DeckId deck, LearnerEvent event) {
        var held = memberships.get(deck);
        if (held != null && !isLater(event, held)) {
            return this;
        }
        var changed = new HashMap<>(memberships);
        changed.put(deck, event);
        return new LearnerContext(planChange, changed);
    }

    /** A total order, so that the last is the same in any order of arrival. Of copies the earliest received is the last. */
    private static boolean isLater(LearnerEvent event, LearnerEvent held) {
        int order = event.stamp().compareTo(held.stamp());
        if (order == 0) {
            order = held.stamp().receivedAt().compareTo(event.stamp().receivedAt());
        }
        if (order == 0) {
            var codec = LearnerEvents.codec();
            order = Arrays.compareUnsigned(codec.canonical(held), codec.canonical(event));
        }
        return order > 0;
    }
}
