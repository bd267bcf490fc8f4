package dev.engram.review.application;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.OutcomeFlag;
import dev.engram.review.domain.Refusal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides, item by item, what becomes of the admitted events of one batch, by what is held of their cards. */
final class ItemCheck {
    private final HeldCards held;
    private final AdmittedBatch batch;
    private final Map<CardId, Integer> reviewsAdded = new HashMap<>();
    private final Map<CardId, Integer> actionsAdded = new HashMap<>();
    private final Map<CardId, Integer> factsAdded = new HashMap<>();

    ItemCheck(HeldCards held, AdmittedBatch batch) {
        this.held = held;
        this.batch = batch;
    }

    /** The outcome of the next event of the batch; one that is accepted is counted. */
    ItemOutcome next(CardEvent event, CardVerdict verdict) {
        var facts = held.of(event.cardId());
        var versions = facts.asked().versions(event.stamp().eventId());
        if (facts.asked().holds(event)) {
            return new ItemOutcome.Duplicate(flags(event, facts));
        }
        var refusal = refusal(event, verdict, facts);
        if (refusal.isPresent()) {
            return new ItemOutcome.Rejected(refusal.get());
        }
        var flags = EnumSet.noneOf(OutcomeFlag.class);
        flags.addAll(flags(event, facts));
        if (!versions.isEmpty()) {
            flags.add(OutcomeFlag.CONFLICT);
        }
        if (verdict == CardVerdict.UNKNOWN) {
            flags.add(OutcomeFlag.CARD_UNVERIFIED);
        }
        if (isLate(event, facts)) {
            flags.add(OutcomeFlag.LATE);
        }
        factsAdded.merge(event.cardId(), 1, Integer::sum);
        if (event instanceof ReviewRecorded) {
            reviewsAdded.merge(event.cardId(), 1, Integer::sum);
        } else if (event instanceof CardAction) {
            actionsAdded.merge(event.cardId(), 1, Integer::sum);
        }
        return new ItemOutcome.Accepted(flags);
    }

    private Optional<Refusal> refusal(CardEvent event, CardVerdict verdict, RecordedFacts facts) {
        // who has answered a card keeps the right to send answers that were given before a share was withdrawn
        if (verdict == CardVerdict.MISSING && facts.facts() == 0) {
            return Optional.of(Refusal.unknownCard());
        }
        var versions = facts.asked().versions(event.stamp().eventId());
        boolean isVersion = versions.stream().anyMatch(known -> known.getClass() == event.getClass());
        if (!versions.isEmpty() && !isVersion) {
            return Admission.refusal(event, versions.getFirst());
        }
        if (facts.facts() + factsAdded.getOrDefault(event.cardId(), 0) >= Admission.MOST_FACTS_OF_A_CARD) {
            return Optional.of(Refusal.factsFull());
        }
        if (isVersion) {
            return isOfOtherCard(event) ? otherCard() : Optional.empty();
        }
        return switch (event) {
            case ReviewRecorded _ ->
                facts.live() + reviewsAdded.getOrDefault(event.cardId(), 0) < Admission.MOST_REVIEWS_OF_A_CARD
                        ? Optional.empty()
                        : Optional.of(Refusal.historyFull());
            case CardAction _ ->
                facts.actions() + actionsAdded.getOrDefault(event.cardId(), 0) < Admission.MOST_ACTIONS_OF_A_CARD
                        ? Optional.empty()
                        : Optional.of(Refusal.historyFull());
            case ReviewRetracted _ -> isOfOtherCard(event) ? otherCard() : Optional.empty();
        };
    }

    /** Flags that an item has whenever it is sent. */
    private Set<OutcomeFlag> flags(CardEvent event, RecordedFacts facts) {
        var id = event.stamp().eventId();
        var flags = EnumSet.noneOf(OutcomeFlag.class);
        if (Admission.hasDoubtfulTime(event)) {
            flags.add(OutcomeFlag.CLOCK_DOUBTFUL);
        }
        if (batch.conflicting().contains(id) || facts.asked().conflicts().containsKey(id)) {
            flags.add(OutcomeFlag.CONFLICT);
        }
        switch (event) {
            case ReviewRecorded _, CardAction _ -> {
                if (facts.asked().retracted().contains(id)) {
                    flags.add(OutcomeFlag.RETRACTED);
                }
            }
            case ReviewRetracted retraction -> {
                if (isOfOtherCard(event)) {
                    flags.add(OutcomeFlag.OTHER_CARD);
                } else if (held.isRead() && cardsOf(retraction.review()).isEmpty()) {
                    flags.add(OutcomeFlag.TARGET_UNKNOWN);
                }
            }
        }
        return flags;
    }

    private static Optional<Refusal> otherCard() {
        return Optional.of(Refusal.invalidField("cardId", "must be the card of what is taken back"));
    }

    private boolean isOfOtherCard(CardEvent event) {
        if (!(event instanceof ReviewRetracted retraction)) {
            return false;
        }
        var cards = cardsOf(retraction.review());
        return !cards.isEmpty() && !cards.contains(retraction.cardId());
    }

    private Set<CardId> cardsOf(EventId target) {
        return held.holders().getOrDefault(target, Set.of());
    }

    private static boolean isLate(CardEvent event, RecordedFacts facts) {
        var last = facts.lastReviewAt();
        return event instanceof ReviewRecorded review
                && !review.practice()
                && !review.wasDatedByLostClock()
                && last != null
                && event.stamp().at().isBefore(last);
    }
}
