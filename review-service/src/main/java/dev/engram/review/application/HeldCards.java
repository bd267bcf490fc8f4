package dev.engram.review.application;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Tag;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.projections.query.ReadScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the projections hold of the cards and ids of a batch.
 *
 * @param decks of those cards that the catalogue holds
 * @param holders of the reviews that are taken back, the cards whose histories hold them
 * @param goals of the cards that a retention goal of the plan is about
 * @param isErased whether the learner is, of whom nothing is held then
 * @param isRead false where the store did not answer
 */
record HeldCards(
        Map<CardId, DeckId> decks,
        Map<CardId, RecordedFacts> facts,
        Map<EventId, Set<CardId>> holders,
        Map<CardId, SchedulerRef> goals,
        boolean isErased,
        boolean isRead) {
    static final HeldCards UNKNOWN = new HeldCards(Map.of(), Map.of(), Map.of(), Map.of(), false, false);

    /** Asks in one scope. */
    static HeldCards of(ReadScope scope, LearnerId learner, AdmittedBatch batch) {
        var asked = batch.ids();
        var facts = scope.learners().recorded(learner, asked);
        if (scope.learners().isErased(learner)) {
            return new HeldCards(Map.of(), Map.of(), Map.of(), Map.of(), true, true);
        }
        var targets = batch.targets();
        var holders = targets.isEmpty()
                ? Map.<EventId, Set<CardId>>of()
                : scope.learners().holders(learner, targets);
        var decks = scope.catalogue().held(asked.keySet());
        return new HeldCards(decks, facts, holders, goals(scope, learner, decks), false, true);
    }

    RecordedFacts of(CardId card) {
        return facts.getOrDefault(card, RecordedFacts.NONE);
    }

    /** The retention goal that holds for the card now, where the client does not say what it scheduled with. */
    CardEvent withGoal(CardEvent event) {
        var goal = goals.get(event.cardId());
        return goal != null && event instanceof ReviewRecorded review && review.scheduler() == null
                ? review.withScheduler(goal)
                : event;
    }

    /** Of cards tags are read, and only where a goal asks for them: contents of a large batch would fill the memory. */
    private static Map<CardId, SchedulerRef> goals(ReadScope scope, LearnerId learner, Map<CardId, DeckId> decks) {
        var options = scope.learners().options(learner);
        if (options.retentionGoals().isEmpty()) {
            return Map.of();
        }
        var plan = scope.learners().context(learner).plan();
        var tags = options.retentionGoals().stream().anyMatch(goal -> goal.tag() != null)
                ? scope.catalogue().tags(decks.keySet())
                : Map.<CardId, List<Tag>>of();
        var goals = new HashMap<CardId, SchedulerRef>();
        decks.forEach((card, deck) -> options.goal(deck, tags.getOrDefault(card, List.of()))
                .ifPresent(goal ->
                        goals.put(card, new SchedulerRef(SchedulerRef.RETENTION_GOAL, plan.weightsVersion(), goal))));
        return goals;
    }
}
