package dev.engram.review.application;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Tag;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.query.LearnerCardQueries.Recorded;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.projections.query.ReadScope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
    private static final HeldCards ERASED = new HeldCards(Map.of(), Map.of(), Map.of(), Map.of(), true, true);

    /** A batch of a learner, of whose cards something is to be known. */
    record Question(LearnerId learner, AdmittedBatch batch) {}

    /**
     * Asks in one scope.
     *
     * @param decks finds the decks of cards that are held
     */
    static HeldCards of(ReadScope scope, Question asked, Function<Set<CardId>, Map<CardId, DeckId>> decks) {
        var learner = asked.learner();
        var cards = asked.batch().ids();
        var recorded = scope.learners().recorded(Map.of(learner, cards));
        if (recorded.erased().contains(learner)) {
            return ERASED;
        }
        var targets = asked.batch().targets();
        var holders = targets.isEmpty()
                ? Map.<EventId, Set<CardId>>of()
                : scope.learners().holders(learner, targets);
        var held = decks.apply(cards.keySet());
        var goals =
                recorded.withGoals().contains(learner) ? goals(scope, learner, held) : Map.<CardId, SchedulerRef>of();
        return new HeldCards(held, facts(asked, recorded), holders, goals, false, true);
    }

    /**
     * Asks for several batches in one scope, with as many questions as for one. Of what has to be asked for each learner nothing is
     * here: a batch that takes something back, or whose learner has retention goals, gets no answer.
     */
    static List<Optional<HeldCards>> of(
            ReadScope scope, List<Question> asked, Function<Set<CardId>, Map<CardId, DeckId>> decks) {
        var ids = new HashMap<LearnerId, Map<CardId, Set<EventId>>>();
        var cards = new HashSet<CardId>();
        for (var question : asked) {
            var own = ids.computeIfAbsent(question.learner(), _ -> new HashMap<>());
            question.batch().ids().forEach((card, events) -> {
                own.computeIfAbsent(card, _ -> new HashSet<>()).addAll(events);
                cards.add(card);
            });
        }
        var recorded = scope.learners().recorded(ids);
        var held = decks.apply(cards);
        return asked.stream().map(question -> held(question, recorded, held)).toList();
    }

    private static Optional<HeldCards> held(Question question, Recorded recorded, Map<CardId, DeckId> decks) {
        if (recorded.erased().contains(question.learner())) {
            return Optional.of(ERASED);
        }
        if (recorded.withGoals().contains(question.learner())
                || !question.batch().targets().isEmpty()) {
            return Optional.empty();
        }
        var own = new HashMap<>(decks);
        own.keySet().retainAll(question.batch().ids().keySet());
        return Optional.of(new HeldCards(own, facts(question, recorded), Map.of(), Map.of(), false, true));
    }

    private static Map<CardId, RecordedFacts> facts(Question asked, Recorded recorded) {
        var facts = new HashMap<CardId, RecordedFacts>();
        for (var card : asked.batch().ids().keySet()) {
            var found = recorded.facts().get(new LearnerCardKey(asked.learner(), card));
            if (found != null) {
                facts.put(card, found);
            }
        }
        return facts;
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
        var plan = scope.learners().context(learner).plan();
        var options = plan.studyOptions();
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
