package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import dev.engram.fsrs.Fsrs6;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.queue.DueCards;
import dev.engram.scheduler.queue.QueueEntry.Kind;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.QueueTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The queue of the project, from the fold of the learner's reviews under the learner's plan. */
final class PlanQueue implements StudyQueueSource {
    private final Plan plan;
    private final LearnerCalendar calendar;
    private final List<ClassDeck.Card> cards;
    private final KnownReviews known;
    private final CardHistory[] histories;
    private final CardState[] states;

    PlanQueue(Plan plan, List<ClassDeck.Card> cards) {
        this.plan = plan;
        this.calendar = LearnerCalendar.of(plan.zone(), plan.rolloverHour());
        this.cards = cards;
        this.known = new KnownReviews(cards.size());
        this.histories = new CardHistory[cards.size()];
        this.states = new CardState[cards.size()];
        Arrays.fill(histories, CardHistory.EMPTY);
        Arrays.fill(states, CardState.NEW);
    }

    @Override
    public Offer offer(ClientId client, Instant at) {
        var shown = new CardState[cards.size()];
        var order = QueueOrder.of(plan.studyOptions().reviewOrder());
        var due = new DueCards(new QueueTerms(plan, calendar, at, 0, order, 0));
        for (int card = 0; card < shown.length; card++) {
            shown[card] = state(card, client, at);
            if (!shown[card].isNew()) {
                due.add(card, cards.get(card).cardId(), shown[card]);
            }
        }
        var ready = new ArrayList<Shown>();
        for (var entry : due.queue(cards.size()).days().getFirst().entries()) {
            var state = shown[entry.card()];
            if (entry.kind() != Kind.LATER) {
                ready.add(new Shown(entry.card(), state.dueAt(), state.lastReview()));
            } else {
                // those that come up later stand last, the first to come up in front
                return new Offer(ready, state.dueAt());
            }
        }
        return new Offer(ready, null);
    }

    private CardState state(int card, ClientId client, Instant at) {
        if (known.areAll(card, client, at)) {
            return states[card];
        }
        return CardFold.fold(CardHistory.EMPTY.applyAll(known.of(card, client, at)), plan, calendar);
    }

    @Override
    public void answered(int card, ReviewRecorded review) {
        known.add(card, review);
        histories[card] = histories[card].apply(review);
        states[card] = CardFold.fold(histories[card], plan, calendar);
    }

    @Override
    public SchedulerRef scheduler() {
        return new SchedulerRef(Fsrs6.NAME, plan.weightsVersion(), plan.desiredRetention());
    }
}
