package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows how the reviews of a card, from whatever clients, were merged into one history. */
public final class HistoryReader {
    private final Studies studies;
    private final Waiting waiting;

    public HistoryReader(Studies studies, Waiting waiting) {
        this.studies = studies;
        this.waiting = waiting;
    }

    /** @param step what the review did to the state; null if it was retracted or no state could be derived */
    public record Entry(ReviewRecorded review, boolean retracted, CardFold.@Nullable Step step) {}

    /**
     * The merged history, oldest first, retracted reviews included.
     *
     * @param quarantined why no state could be derived; absent when well
     */
    public record Answer(
            CardId cardId,
            List<Entry> entries,
            CardState state,
            @Nullable String quarantined,
            CatchUpResult reached) {
        public Answer {
            entries = List.copyOf(entries);
        }
    }

    /** The history of one card; empty if the learner never answered it. */
    public Answer of(LearnerId learnerId, CardId cardId, Position after) {
        var reached = waiting.passed(after);
        var found = studies.card(learnerId, cardId);
        return new Answer(cardId, entries(found), found.card().state(), found.quarantined(), reached);
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
