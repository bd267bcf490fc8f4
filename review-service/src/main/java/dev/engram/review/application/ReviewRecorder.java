package dev.engram.review.application;

import dev.engram.events.CardEvent;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.ItemOutcome.Accepted;
import dev.engram.review.domain.ItemOutcome.Duplicate;
import dev.engram.review.domain.ItemOutcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of reviews, of actions and of retractions. Needs the log and nothing else: without database and card service a review is
 * taken and flagged, since a learner cannot give the answer again.
 */
public final class ReviewRecorder {
    private final ReviewLog log;
    private final CardVerification cards;
    private final EntryQueries entry;
    private final CardLookup lookup;

    public ReviewRecorder(ReviewLog log, CardVerification cards, EntryQueries entry) {
        this.log = log;
        this.cards = cards;
        this.entry = entry;
        this.lookup = new CardLookup(entry);
    }

    /**
     * Records what is good of a batch. When this returns, every item reported as accepted has been acknowledged by the
     * log; when it throws, the client has to repeat the whole batch, which is harmless.
     *
     * @param caller on whose behalf the card service is asked
     * @throws ErasedLearnerException if the learner is known to be erased
     */
    public BatchOutcome record(CallerToken caller, List<BatchItem> items) {
        var learner = caller.learnerId();
        var batch = AdmittedBatch.of(items);
        var held = held(learner, batch);
        var verdicts = cards.of(caller, batch.ids().keySet(), held.decks());

        var outcomes = new ItemOutcome[items.size()];
        var events = new ArrayList<CardEvent>();
        var check = new ItemCheck(held, batch);
        batch.admitted().forEach((index, event) -> {
            var verdict = verdicts.getOrDefault(event.cardId(), CardVerdict.UNKNOWN);
            outcomes[index] = check.next(event, verdict);
            if (outcomes[index] instanceof Accepted) {
                events.add(Admission.flagged(held.withGoal(event), verdict == CardVerdict.EXISTS));
            }
        });
        batch.refused().forEach((index, refusal) -> outcomes[index] = new Rejected(refusal));
        // A repeated item gets the outcome of its first occurrence, or is its duplicate where that was taken.
        batch.repeated().forEach((index, first) -> outcomes[index] = repeated(outcomes[first]));
        return new BatchOutcome(List.of(outcomes), events.isEmpty() ? known(learner, outcomes) : log.append(events));
    }

    /** Whether the learner is erased is checked outside of the question: it is no failure of the store. */
    private HeldCards held(LearnerId learner, AdmittedBatch batch) {
        if (batch.admitted().isEmpty()) {
            return HeldCards.UNKNOWN;
        }
        var held = lookup.of(new HeldCards.Question(learner, batch));
        if (held.isErased()) {
            throw new ErasedLearnerException();
        }
        return held;
    }

    /** A client that repeats a batch wants to read after it as much as one whose first attempt was answered. */
    private @Nullable Position known(LearnerId learner, ItemOutcome[] outcomes) {
        if (Stream.of(outcomes).noneMatch(Duplicate.class::isInstance)) {
            return null;
        }
        log.requireSound();
        return entry.ask(scope -> scope.learners().passed(List.of(learner))).orElse(null);
    }

    private static ItemOutcome repeated(ItemOutcome first) {
        return switch (first) {
            case Rejected rejected -> rejected;
            case Duplicate duplicate -> duplicate;
            case Accepted(var flags) -> new Duplicate(flags);
        };
    }
}
