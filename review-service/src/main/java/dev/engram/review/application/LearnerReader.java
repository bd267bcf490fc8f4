package dev.engram.review.application;

import dev.engram.events.CardAction;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.kit.limit.JobSlots;
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
import org.jspecify.annotations.Nullable;

/** Shows how the reviews of a card, from all clients, were merged into one history. */
public final class LearnerReader {
    private final ProjectionQueries queries;
    private final JobSlots slots;
    private final Duration longestWait;

    /**
     * @param slots how many histories are put together at a time
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public LearnerReader(ProjectionQueries queries, JobSlots slots, Duration longestWait) {
        this.queries = queries;
        this.slots = slots;
        this.longestWait = longestWait;
    }

    /** @param step what the review did to the state; null if it does not count or no state could be derived */
    public record Entry(ReviewRecorded review, boolean retracted, CardFold.@Nullable Step step) {}

    /**
     * Which reviews of a card are wanted.
     *
     * @param limit the latest so many
     * @param before only those before the review with this id; null for the latest of all
     */
    public record Wanted(int limit, @Nullable EventId before) {}

    /**
     * The merged history, oldest first, retracted reviews included.
     *
     * @param entries those wanted
     * @param earlier how many came before them
     * @param leech whether the card was forgotten more often than predicted ({@link LeechReader})
     * @param quarantined why no state could be derived; absent when well
     */
    public record HistoryAnswer(
            CardId cardId,
            List<Entry> entries,
            int earlier,
            CardState state,
            boolean leech,
            @Nullable String quarantined,
            CatchUpResult reached) {
        public HistoryAnswer {
            entries = List.copyOf(entries);
        }
    }

    private record Read(OneCard card, boolean leech) {}

    /** One action on a card. @param retracted whether the learner has taken it back */
    public record Done(CardAction action, boolean retracted) {}

    /** @param actions all of the card, oldest first */
    public record ActionsAnswer(List<Done> actions, CatchUpResult reached) {
        public ActionsAnswer {
            actions = List.copyOf(actions);
        }
    }

    /** What was done to a card, from all clients. */
    public ActionsAnswer actions(LearnerId learner, CardId card, Position after) {
        var reached = queries.await(after, longestWait);
        var found = slots.run(
                learner, () -> queries.within(scope -> scope.learners().card(learner, card)));
        var history = found.card().history();
        var retracted = history.retracted();
        var done = history.actions().values().stream()
                .sorted(Comparator.comparing(CardAction::stamp))
                .map(action ->
                        new Done(action, retracted.contains(action.stamp().eventId())))
                .toList();
        return new ActionsAnswer(done, reached);
    }

    /** The history of one card; empty if the learner never answered it, or the review to end at is not of it. */
    public HistoryAnswer history(LearnerId learner, CardId card, Wanted wanted, Position after) {
        var reached = queries.await(after, longestWait);
        return slots.run(learner, () -> {
            var read = queries.within(scope -> new Read(
                    scope.learners().card(learner, card),
                    LeechReader.flagged(scope, learner).contains(card)));
            var found = read.card();
            var reviews = found.card().history().recorded().values().stream()
                    .sorted(Comparator.comparing(ReviewRecorded::stamp))
                    .toList();
            int end = end(reviews, wanted.before());
            int start = Math.max(0, end - wanted.limit());
            return new HistoryAnswer(
                    card,
                    entries(found, reviews.subList(start, end)),
                    start,
                    found.card().state(),
                    read.leech(),
                    found.quarantined(),
                    reached);
        });
    }

    private static int end(List<ReviewRecorded> reviews, @Nullable EventId before) {
        if (before == null) {
            return reviews.size();
        }
        int end = 0;
        while (end < reviews.size() && !reviews.get(end).stamp().eventId().equals(before)) {
            end++;
        }
        return end == reviews.size() ? 0 : end;
    }

    private static List<Entry> entries(OneCard found, List<ReviewRecorded> reviews) {
        var history = found.card().history();
        var steps = new HashMap<ReviewRecorded, CardFold.Step>();
        if (found.quarantined() == null) {
            var context = found.context();
            CardFold.trace(history, context.plan(), context.calendar()).forEach(step -> steps.put(step.review(), step));
        }
        var retracted = history.retracted();
        return reviews.stream()
                .map(review -> new Entry(
                        review,
                        retracted.contains(review.stamp().eventId()) || !history.counts(review),
                        steps.get(review)))
                .toList();
    }
}
