package dev.engram.analytics.adapter.mongo;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Folds histories as of a moment, one card after the other, so that only one history is held at a time. */
final class PastStates implements BiConsumer<LearnerCard, @Nullable String> {

    private final Instant moment;
    private final Plan plan;
    private final Map<CardId, CardState> states = new HashMap<>();
    private final Set<CardId> unknown = new HashSet<>();

    PastStates(Instant moment, Plan plan) {
        this.moment = moment;
        this.plan = plan;
    }

    @Override
    public void accept(LearnerCard card, @Nullable String quarantined) {
        var id = card.key().cardId();
        if (quarantined == null) {
            states.put(id, CardFold.fold(card.history().asOf(moment), plan));
        } else {
            unknown.add(id);
        }
    }

    Map<CardId, CardState> states() {
        return states;
    }

    Set<CardId> unknown() {
        return unknown;
    }
}
