package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.events.CohortId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.scheduler.CardHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What learners have answered and know. States are always those under the latest plan. */
public interface LearnerCardQueries {

    /** Plan and memberships of a learner, {@link LearnerContext#EMPTY} if nothing is known of the learner. */
    LearnerContext context(LearnerId learner);

    /**
     * Learners of whom more than answers is known (a plan, a membership, a fit), in the order of their ids.
     *
     * @param after only those after this one; null for the first
     * @param limit at most so many
     */
    List<LearnerId> learners(@Nullable LearnerId after, int limit);

    /** Whether the learner was erased: nothing is held, and new events are refused. */
    boolean isErased(LearnerId learner);

    /**
     * Hands the states of some cards to a consumer.
     *
     * @param consumer makes one for the learner's context; a second one where reading has to begin again
     * @return the consumer that has got the states
     */
    <S extends StateConsumer> S states(LearnerId learner, CardSelection which, Function<LearnerContext, S> consumer);

    /** The states of some cards, all held at a time. */
    default LearnerStates states(LearnerId learner, CardSelection which) {
        return states(learner, which, LearnerStates.Collecting::new).states();
    }

    /** One card with its whole history. */
    OneCard card(LearnerId learner, CardId card);

    /**
     * Hands the cards of a learner with their whole histories over, one at a time; one that cannot be read without facts.
     *
     * @param cards whether to go on
     */
    void eachCardWhile(LearnerId learner, Predicate<OneCard> cards);

    /** As {@link #eachCardWhile}, every card. */
    default void eachCard(LearnerId learner, Consumer<OneCard> cards) {
        eachCardWhile(learner, card -> {
            cards.accept(card);
            return true;
        });
    }

    /**
     * How many answers of a learner bear on memory: of all cards together {@link CardHistory#answers}. Of the ids under which
     * events of different types arrived all reviews are counted; of a damaged history none.
     */
    long answers(LearnerId learner);

    /**
     * Who is a member of a cohort, by learner id.
     *
     * @param limit most that are answered, {@code >= 1}
     */
    List<CohortMember> members(CohortId cohort, int limit);

    /** A member of a cohort. @param since when the learner joined, by the server's clock */
    record CohortMember(LearnerId learnerId, Instant since) {}

    /**
     * Sizes of histories, and what they hold about some events, of several learners at once.
     *
     * @param asked per learner and card the ids of events to look for
     */
    Recorded recorded(Map<LearnerId, Map<CardId, Set<EventId>>> asked);

    /**
     * What is held of the cards of some learners.
     *
     * @param facts by card; one without a history may be absent
     * @param erased those of the learners who were erased
     * @param withGoals those of the learners whose plan has retention goals
     */
    record Recorded(Map<LearnerCardKey, RecordedFacts> facts, Set<LearnerId> erased, Set<LearnerId> withGoals) {}

    /** The cards of the learner whose histories hold some reviews or actions; one that none of them holds is absent. */
    Map<EventId, Set<CardId>> holders(LearnerId learner, Set<EventId> targets);

    /**
     * Hands the cards of a learner of which events are in conflict over, in the order of their ids.
     *
     * @param from the first one, if it is among them; null for the first of all
     * @param cards whether to go on
     */
    void eachCardInConflict(LearnerId learner, @Nullable CardId from, Predicate<OneCard> cards);

    /** Reviews of all cards by time, the newest first, retracted ones included. */
    List<ReviewSpan.Found> reviews(LearnerId learner, ReviewSpan span);

    /**
     * The cards whose lapses were at most as likely as {@code level}, by the figures of their latest derivation: for some
     * seconds after a change of the plan those under the plan before.
     *
     * @param level in (0, 1)
     */
    LapsedCards lapses(LearnerId learner, double level);

    /**
     * What all learners answered of some cards by week, ordered by card and week; a week without answers is left out. Nothing where the
     * service does not count it.
     *
     * @param cards some hundreds at most
     * @param simulated of simulated learners, else of people
     * @param before weeks before this one only
     */
    List<CardWeek> weeks(List<CardId> cards, boolean simulated, long before);

    /** When the last event applied of any partition was appended to the log; null before the first. */
    @Nullable
    Instant dataUpTo();

    /** When the last event applied of the learner's partition was appended to the log; null before the first. */
    @Nullable
    Instant dataUpTo(LearnerId learner);

    /** A position that every event of the learners applied so far lies before; {@link Position#NONE} before the first. */
    Position passed(Collection<LearnerId> learners);

    /**
     * What is held about one card.
     *
     * @param live reviews that are not taken back
     * @param actions actions, those taken back included
     * @param facts events of all kinds and versions
     * @param lastReviewAt when the latest answer was given that is scheduled; null if there is none
     * @param asked the part of the history that is about the events asked for: what bears their ids or takes them back
     */
    record RecordedFacts(
            int live, int actions, int facts, @Nullable Instant lastReviewAt, CardHistory asked) {
        public static final RecordedFacts NONE = new RecordedFacts(0, 0, 0, null, CardHistory.EMPTY);
    }
}
