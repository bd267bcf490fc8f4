package dev.engram.review.application;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.ItemOutcome.Accepted;
import dev.engram.review.domain.ItemOutcome.Duplicate;
import dev.engram.review.domain.ItemOutcome.Rejected;
import dev.engram.review.domain.OutcomeFlag;
import dev.engram.review.domain.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of reviews, of actions and of retractions. Needs the log and nothing else: without database and card service a review is
 * taken and flagged, since a learner cannot give the answer again.
 */
public final class ReviewRecorder {
    private static final Held ERASED = new Held(Map.of(), Map.of());

    private final ReviewLog log;
    private final CardVerification cards;
    private final EntryQueries entry;

    public ReviewRecorder(ReviewLog log, CardVerification cards, EntryQueries entry) {
        this.log = log;
        this.cards = cards;
        this.entry = entry;
    }

    /** What the projections hold of the cards and ids of a batch; nothing if the store does not answer. */
    private record Held(Map<CardId, DeckId> cards, Map<CardId, RecordedFacts> facts) {
        RecordedFacts of(CardId card) {
            return facts.getOrDefault(card, RecordedFacts.NONE);
        }
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
        var held = held(learner, batch.ids());
        var verdicts = cards.of(caller, batch.ids().keySet(), held.cards());

        var outcomes = new ItemOutcome[items.size()];
        var events = new ArrayList<CardEvent>();
        var added = new HashMap<CardId, Integer>();
        batch.admitted().forEach((index, event) -> {
            var card = event.cardId();
            var verdict = verdicts.getOrDefault(card, CardVerdict.UNKNOWN);
            var refusal = refusal(event, verdict, held.of(card), added.getOrDefault(card, 0));
            var flags = flags(event, verdict, batch);
            if (held.of(card).present().contains(event.stamp().eventId())) {
                outcomes[index] = new Duplicate(flags);
            } else if (refusal.isPresent()) {
                outcomes[index] = new Rejected(refusal.get());
            } else {
                outcomes[index] = new Accepted(flags);
                events.add(Admission.flagged(event, verdict == CardVerdict.EXISTS));
                added.merge(card, 1, Integer::sum);
            }
        });
        batch.refused().forEach((index, refusal) -> outcomes[index] = new Rejected(refusal));
        // A repeated item gets the outcome of its first occurrence, or is its duplicate where that was taken.
        batch.repeated().forEach((index, first) -> outcomes[index] = repeated(outcomes[first]));
        return new BatchOutcome(List.of(outcomes), events.isEmpty() ? known(learner, outcomes) : log.append(events));
    }

    private static Optional<Refusal> refusal(CardEvent event, CardVerdict verdict, RecordedFacts facts, int added) {
        // who has answered a card keeps the right to send answers that were given before a share was withdrawn
        if (verdict == CardVerdict.MISSING && facts.reviews() + facts.actions() + facts.retractions() == 0) {
            return Optional.of(Refusal.unknownCard());
        }
        boolean full = switch (event) {
            case ReviewRecorded _ -> facts.reviews() + added >= Admission.MOST_REVIEWS_OF_A_CARD;
            case CardAction _ -> facts.actions() + added >= Admission.MOST_ACTIONS_OF_A_CARD;
            case ReviewRetracted _ -> facts.retractions() + added >= Admission.MOST_REVIEWS_OF_A_CARD;
        };
        return full ? Optional.of(Refusal.historyFull()) : Optional.empty();
    }

    private static Set<OutcomeFlag> flags(CardEvent event, CardVerdict verdict, AdmittedBatch batch) {
        var flags = EnumSet.noneOf(OutcomeFlag.class);
        if (Admission.hasDoubtfulTime(event)) {
            flags.add(OutcomeFlag.CLOCK_DOUBTFUL);
        }
        if (verdict == CardVerdict.UNKNOWN) {
            flags.add(OutcomeFlag.CARD_UNVERIFIED);
        }
        if (batch.conflicting().contains(event.stamp().eventId())) {
            flags.add(OutcomeFlag.CONFLICT);
        }
        return flags;
    }

    private Held held(LearnerId learner, Map<CardId, Set<EventId>> asked) {
        var nothing = new Held(Map.of(), Map.of());
        return asked.isEmpty()
                ? nothing
                : entry.ask(scope -> {
                            var facts = scope.learners().recorded(learner, asked);
                            return scope.learners().isErased(learner)
                                    ? ERASED
                                    : new Held(scope.catalogue().held(asked.keySet()), facts);
                        })
                        .map(ReviewRecorder::notErased)
                        .orElse(nothing);
    }

    /** Checked outside of the question: it is no failure of the store. */
    private static Held notErased(Held held) {
        if (held == ERASED) {
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
        return entry.ask(scope -> scope.learners().passed(learner)).orElse(null);
    }

    private static ItemOutcome repeated(ItemOutcome first) {
        return switch (first) {
            case Rejected rejected -> rejected;
            case Duplicate duplicate -> duplicate;
            case Accepted(var flags) -> new Duplicate(flags);
        };
    }
}
