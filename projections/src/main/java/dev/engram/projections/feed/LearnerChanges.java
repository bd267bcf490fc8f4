package dev.engram.projections.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.scheduler.CardState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When what is held of a learner was written last. */
public interface LearnerChanges {

    /** The last turn of the learner's partition. */
    Turn turn(LearnerId learner);

    /** When plan and memberships of a learner changed last. */
    ContextTurns context(LearnerId learner);

    /** The schedules written after {@code after}, in the order of turns and cards, at most {@code limit}. */
    List<Schedule> schedules(LearnerId learner, Mark after, int limit);

    /**
     * Turns in which parts of a context changed last.
     *
     * @param plan 0 if the learner never chose one
     * @param memberships by deck that was ever joined or left
     */
    record ContextTurns(long plan, Map<DeckId, Long> memberships) {

        /** Nothing was ever changed. */
        public static final ContextTurns NONE = new ContextTurns(0, Map.of());

        public ContextTurns {
            memberships = Map.copyOf(memberships);
        }
    }

    /**
     * What is held of one card now.
     *
     * @param turn in which it was written last
     * @param state null where none could be derived
     * @param quarantined why; null when well
     * @param conflicts events of which copies with other contents have arrived
     */
    record Schedule(
            CardId cardId,
            long turn,
            @Nullable CardState state,
            @Nullable String quarantined,
            Set<EventId> conflicts) {
        public Schedule {
            conflicts = Set.copyOf(conflicts);
        }
    }
}
