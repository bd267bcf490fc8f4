package dev.engram.simulation.classroom;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one learner of a class has done, and what is true of it.
 *
 * @param learnerId of version 8
 * @param username under which a teacher sees the learner
 * @param plan set before the first answer
 * @param joined stamps of what review-service decides before the first answer: plan, deck, cohort
 * @param answers in the order in which they were given
 * @param truth of each card of the deck, in its order, at the end of the days
 */
public record SimulatedLearner(
        LearnerId learnerId,
        String username,
        Plan plan,
        DeckId deckId,
        List<Stamp> joined,
        List<SimulatedAnswer> answers,
        List<TrueCard> truth) {

    /** Received earlier first; of those received together the one given first. */
    private static final Comparator<LearnerEvent> ARRIVAL = Comparator.comparing(
                    (LearnerEvent event) -> event.stamp().receivedAt())
            .thenComparing(LearnerEvent::stamp);

    public SimulatedLearner {
        joined = List.copyOf(joined);
        answers = List.copyOf(answers);
        truth = List.copyOf(truth);
    }

    /** Everything as review-service writes it to the log, in the order in which it has received it. @param cohort that is joined */
    public List<LearnerEvent> events(@Nullable CohortId cohort) {
        var events = new ArrayList<LearnerEvent>();
        events.add(new PlanChanged(joined.get(0), plan));
        events.add(new DeckJoined(joined.get(1), deckId));
        if (cohort != null) {
            events.add(new CohortJoined(joined.get(2), cohort));
        }
        answers.forEach(answer -> events.add(answer.review()));
        events.sort(ARRIVAL);
        return List.copyOf(events);
    }
}
