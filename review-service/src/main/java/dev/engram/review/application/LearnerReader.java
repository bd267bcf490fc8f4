package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.Position;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows a learner's plan, and how the reviews of a card, from all clients, were merged into one history. */
public final class LearnerReader {
    private final ProjectionQueries queries;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public LearnerReader(ProjectionQueries queries, Duration longestWait) {
        this.queries = queries;
        this.longestWait = longestWait;
    }

    /** @param chosen whether the learner chose it; else it is the default */
    public record PlanAnswer(Plan plan, boolean chosen, CatchUpResult reached) {}

    /** The plan in force. */
    public PlanAnswer plan(LearnerId learner, Position after) {
        var reached = queries.await(after, longestWait);
        var context = queries.within(scope -> scope.learners().context(learner));
        return new PlanAnswer(context.plan(), context.planChange() != null, reached);
    }

    /** @param step what the review did to the state; null if it was retracted or no state could be derived */
    public record Entry(ReviewRecorded review, boolean retracted, CardFold.@Nullable Step step) {}

    /**
     * The merged history, oldest first, retracted reviews included.
     *
     * @param quarantined why no state could be derived; absent when well
     */
    public record HistoryAnswer(
            CardId cardId,
            List<Entry> entries,
            CardState state,
            @Nullable String quarantined,
            CatchUpResult reached) {
        public HistoryAnswer {
            entries = List.copyOf(entries);
        }
    }

    /** The history of one card; empty if the learner never answered it. */
    public HistoryAnswer history(LearnerId learner, CardId card, Position after) {
        var reached = queries.await(after, longestWait);
        var found = queries.within(scope -> scope.learners().card(learner, card));
        return new HistoryAnswer(card, entries(found), found.card().state(), found.quarantined(), reached);
    }

    private static List<Entry> entries(OneCard found) {
        var history = found.card().history();
        var steps = new HashMap<ReviewRecorded, CardFold.Step>();
        if (found.quarantined() == null) {
            CardFold.trace(history, found.context().plan()).forEach(step -> steps.put(step.review(), step));
        }
        var counting = Set.copyOf(history.reviews());
        return history.recorded().values().stream()
                .sorted(Comparator.comparing(ReviewRecorded::stamp))
                .map(review -> new Entry(review, !counting.contains(review), steps.get(review)))
                .toList();
    }
}
