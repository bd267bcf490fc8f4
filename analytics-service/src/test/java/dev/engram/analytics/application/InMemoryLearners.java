package dev.engram.analytics.application;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Folds everything anew at each look; events are there as soon as they are appended. Not safe for many threads. */
public final class InMemoryLearners implements Learners {

    private static final int PARTITION = 0;

    private final List<LearnerEvent> events = new ArrayList<>();

    /** @return the position of the last event */
    public Position append(List<? extends LearnerEvent> more) {
        events.addAll(more);
        return Position.reviews(PARTITION, events.size() - 1L);
    }

    @Override
    public LearnerAsOf at(LearnerId learnerId, Instant moment) {
        var plan = of(learnerId, PlanChanged.class)
                .max(Comparator.comparing(PlanChanged::stamp))
                .map(PlanChanged::plan)
                .orElse(Plan.DEFAULT);
        var histories = new HashMap<CardId, CardHistory>();
        of(learnerId, CardEvent.class)
                .forEach(event -> histories.merge(
                        event.cardId(), CardHistory.EMPTY.apply(event), (held, _) -> held.apply(event)));
        var states = new HashMap<CardId, CardState>();
        histories.forEach((card, history) -> states.put(card, CardFold.fold(history.asOf(moment), plan)));
        var dataUpTo = events.isEmpty() ? null : events.getLast().stamp().receivedAt();
        return new LearnerAsOf(plan, memberships(learnerId), states, Set.of(), dataUpTo);
    }

    @Override
    public CatchUpResult await(Position after, Duration atMost) {
        boolean caughtUp = after.reviews().entrySet().stream()
                .allMatch(last -> last.getKey() == PARTITION && last.getValue() < events.size());
        return new CatchUpResult(caughtUp, false);
    }

    private Map<DeckId, Boolean> memberships(LearnerId learnerId) {
        var memberships = new HashMap<DeckId, Boolean>();
        of(learnerId, LearnerEvent.class)
                .sorted(Comparator.comparing(LearnerEvent::stamp))
                .forEach(event -> {
                    if (event instanceof DeckJoined joined) {
                        memberships.put(joined.deckId(), true);
                    } else if (event instanceof DeckLeft left) {
                        memberships.put(left.deckId(), false);
                    }
                });
        return memberships;
    }

    private <E extends LearnerEvent> Stream<E> of(LearnerId learnerId, Class<E> type) {
        return events.stream()
                .filter(event -> event.stamp().learnerId().equals(learnerId))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
