package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.Refusal;
import dev.engram.review.domain.ReviewOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of reviews, and retractions. Needs the log and nothing else: without database and card service a review is
 * taken and flagged, since a learner cannot give the answer again.
 */
public final class ReviewRecorder {
    private static final Held ERASED = new Held(Map.of(), Map.of(), Map.of());

    private final ReviewLog log;
    private final CardVerification cards;
    private final EntryQueries entry;

    public ReviewRecorder(ReviewLog log, CardVerification cards, EntryQueries entry) {
        this.log = log;
        this.cards = cards;
        this.entry = entry;
    }

    /** What the projections hold of the cards and ids of a batch; nothing if the store does not answer. */
    private record Held(Map<CardId, DeckId> cards, Map<CardId, RecordedFacts> facts, Map<CardId, SchedulerRef> goals) {
        RecordedFacts of(CardId card) {
            return facts.getOrDefault(card, RecordedFacts.NONE);
        }

        /** The retention goal that holds for the card now, where the client does not say what it scheduled with. */
        ReviewRecorded withGoal(ReviewRecorded review) {
            var goal = goals.get(review.cardId());
            return goal == null || review.scheduler() != null ? review : review.withScheduler(goal);
        }
    }

    /**
     * Records what is good of a batch. When this returns, every item reported as recorded has been acknowledged by the
     * log; when it throws, the client has to repeat the whole batch, which is harmless.
     *
     * @param caller on whose behalf the card service is asked
     * @throws ErasedLearnerException if the learner is known to be erased
     */
    public BatchOutcome record(CallerToken caller, List<BatchItem> items) {
        var learner = caller.learnerId();
        var batch = AdmittedBatch.of(items);
        var held = held(learner, batch.ids());
        var verdicts = cards.of(caller, batch.ids().keySet(), held.cards());

        var outcomes = new ReviewOutcome[items.size()];
        var events = new ArrayList<ReviewRecorded>();
        var added = new HashMap<CardId, Integer>();
        batch.admitted().forEach((index, review) -> {
            var verdict = verdicts.getOrDefault(review.cardId(), CardVerdict.UNKNOWN);
            var facts = held.of(review.cardId());
            int size = facts.reviews() + added.getOrDefault(review.cardId(), 0);
            outcomes[index] = outcome(verdict, facts, review.stamp().eventId(), size);
            if (outcomes[index] instanceof ReviewOutcome.Recorded) {
                events.add(Admission.flagged(held.withGoal(review), verdict == CardVerdict.EXISTS));
                added.merge(review.cardId(), 1, Integer::sum);
            }
        });
        batch.refused().forEach((index, refusal) -> outcomes[index] = new ReviewOutcome.Rejected(refusal));
        // A repeated item gets the outcome of its first occurrence, or is its duplicate where that was taken.
        batch.repeated().forEach((index, first) -> outcomes[index] = repeated(outcomes[first]));
        return new BatchOutcome(List.of(outcomes), events.isEmpty() ? known(learner, outcomes) : log.append(events));
    }

    /**
     * Records one retraction, by the rules of {@link #record}. It may arrive before its review.
     *
     * @param retraction well-formed, with the time it was received, not yet admitted
     */
    public BatchOutcome retract(ReviewRetracted retraction, String token) {
        var learner = retraction.stamp().learnerId();
        var card = retraction.cardId();
        var id = retraction.stamp().eventId();
        var refusal = Admission.refusal(retraction);
        if (refusal.isPresent()) {
            return new BatchOutcome(List.of(new ReviewOutcome.Rejected(refusal.get())), null);
        }
        var held = held(learner, Map.of(card, Set.of(id)));
        var verdict = cards.of(new CallerToken(learner, token), Set.of(card), held.cards())
                .getOrDefault(card, CardVerdict.UNKNOWN);
        var outcome = outcome(verdict, held.of(card), id, held.of(card).retractions());
        var position = outcome instanceof ReviewOutcome.Recorded
                ? log.append(List.of(retraction))
                : known(learner, new ReviewOutcome[] {outcome});
        return new BatchOutcome(List.of(outcome), position);
    }

    private Held held(LearnerId learner, Map<CardId, Set<EventId>> asked) {
        var nothing = new Held(Map.of(), Map.of(), Map.of());
        return asked.isEmpty()
                ? nothing
                : entry.ask(scope -> {
                            var facts = scope.learners().recorded(learner, asked);
                            return scope.learners().isErased(learner)
                                    ? ERASED
                                    : new Held(
                                            scope.catalogue().held(asked.keySet()),
                                            facts,
                                            goals(scope, learner, asked.keySet()));
                        })
                        .map(ReviewRecorder::notErased)
                        .orElse(nothing);
    }

    private static Map<CardId, SchedulerRef> goals(ReadScope scope, LearnerId learner, Set<CardId> cards) {
        var options = scope.learners().options(learner);
        if (options.retentionGoals().isEmpty()) {
            return Map.of();
        }
        var plan = scope.learners().context(learner).plan();
        var goals = new HashMap<CardId, SchedulerRef>();
        scope.catalogue()
                .questions(cards)
                .forEach((card, question) -> options.goal(question.deckId(), question.tags())
                        .ifPresent(goal -> goals.put(
                                card, new SchedulerRef(SchedulerRef.RETENTION_GOAL, plan.weightsVersion(), goal))));
        return goals;
    }

    /** Checked outside of the question: it is no failure of the store. */
    private static Held notErased(Held held) {
        if (held == ERASED) {
            throw new ErasedLearnerException();
        }
        return held;
    }

    /** A client that repeats a batch wants to read after it as much as one whose first attempt was answered. */
    private @Nullable Position known(LearnerId learner, ReviewOutcome[] outcomes) {
        if (Stream.of(outcomes).noneMatch(ReviewOutcome.Duplicate.class::isInstance)) {
            return null;
        }
        log.requireSound();
        return entry.ask(scope -> scope.learners().passed(learner)).orElse(null);
    }

    private static ReviewOutcome outcome(CardVerdict verdict, RecordedFacts facts, EventId id, int size) {
        if (facts.present().contains(id)) {
            return new ReviewOutcome.Duplicate();
        }
        // who has answered a card keeps the right to send answers that were given before a share was withdrawn
        if (verdict == CardVerdict.MISSING && facts.reviews() + facts.retractions() == 0) {
            return new ReviewOutcome.Rejected(Refusal.unknownCard());
        }
        if (size >= Admission.MOST_REVIEWS_OF_A_CARD) {
            return new ReviewOutcome.Rejected(Refusal.historyFull());
        }
        return new ReviewOutcome.Recorded();
    }

    private static ReviewOutcome repeated(ReviewOutcome first) {
        return switch (first) {
            case ReviewOutcome.Rejected rejected -> rejected;
            case ReviewOutcome.Recorded _, ReviewOutcome.Duplicate _ -> new ReviewOutcome.Duplicate();
        };
    }
}
