package dev.engram.analytics.adapter.mongo;

import dev.engram.analytics.application.LearnerAsOf;
import dev.engram.analytics.application.Learners;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The learner-card projection. */
public final class ProjectedLearners implements Learners {

    private final LearnerCards cards;

    public ProjectedLearners(LearnerCards cards) {
        this.cards = cards;
    }

    /** From the covering index where no card was answered since {@code moment}; else every history is folded anew. */
    @Override
    public LearnerAsOf at(LearnerId learnerId, Instant moment) {
        // read first: what is folded meanwhile makes the answer newer than it says, never older
        var dataUpTo = cards.dataUpTo(learnerId);
        var today = cards.states(learnerId);
        boolean answeredSince = today.states().values().stream().anyMatch(state -> isAfter(state, moment));
        if (!answeredSince) {
            return answer(today.context(), today.states(), today.quarantined().keySet(), dataUpTo);
        }
        var plan = today.context().plan();
        while (true) {
            var folding = plan;
            var histories = cards.histories(learnerId, () -> new PastStates(moment, folding));
            plan = histories.context().plan();
            // the plan may have changed between the two looks
            if (plan.equals(folding)) {
                var past = histories.visited();
                return answer(histories.context(), past.states(), past.unknown(), dataUpTo);
            }
        }
    }

    @Override
    public CatchUpResult await(Position after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean caughtUp = true;
        boolean parked = false;
        for (var last : after.reviews().entrySet()) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            var reached = cards.reader().await(last.getKey(), last.getValue(), left);
            caughtUp &= reached.caughtUp();
            parked |= reached.parked();
        }
        return new CatchUpResult(caughtUp, parked);
    }

    private static boolean isAfter(CardState state, Instant moment) {
        var last = state.lastReviewAt();
        return last != null && last.isAfter(moment);
    }

    private static LearnerAsOf answer(
            LearnerContext context, Map<CardId, CardState> states, Set<CardId> unknown, @Nullable Instant dataUpTo) {
        var memberships = new HashMap<DeckId, Boolean>();
        for (var deck : context.memberships().keySet()) {
            memberships.put(deck, context.isMember(deck).orElseThrow());
        }
        return new LearnerAsOf(context.plan(), memberships, states, unknown, dataUpTo);
    }
}
