package dev.engram.review.application.plan;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.queue.StudyLoad;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Says what another plan would change, before it is put in force: the histories of all cards are folded under it, one at a time.
 * Only live cards of the learner's decks count.
 */
public final class PlanPreview {
    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final StudyPlans plans;
    private final JobSlots slots;
    private final InstantSource clock;
    private final int mostCards;

    /**
     * @param slots how many previews are made at a time
     * @param mostCards most live cards in the learner's decks
     */
    public PlanPreview(
            ProjectionQueries queries,
            VisibleDecks visible,
            StudyPlans plans,
            JobSlots slots,
            InstantSource clock,
            int mostCards) {
        this.queries = queries;
        this.visible = visible;
        this.plans = plans;
        this.slots = slots;
        this.clock = clock;
        this.mostCards = mostCards;
    }

    /** @param due cards in review due today, whatever the limit */
    public record Side(int due, StudyLoad load) {}

    /**
     * @param today epoch day of the first day of the loads
     * @param cards live cards in review or in the steps
     * @param quarantined cards for which no state can be derived
     */
    public record Answer(Instant asOf, long today, int cards, int quarantined, Side before, Side after)
            implements Outcome {}

    /** What became of a question. */
    public sealed interface Outcome {}

    /** There are more live cards in the learner's decks than are folded for a preview. @param limit so many are */
    public record TooManyCards(int limit) implements Outcome {}

    /**
     * Compares the plan in force with another.
     *
     * @param days how many days ahead, today included
     */
    public Outcome of(CallerToken caller, UnaryOperator<Plan> change, int days) {
        return slots.run(
                caller.learnerId(),
                () -> queries.within(scope -> {
                    var context = scope.learners().context(caller.learnerId());
                    var other = plans.with(context, caller.learnerId(), change.apply(context.plan()));
                    var decks = visible.studied(scope, caller).stream()
                            .map(CatalogueDeck::deckId)
                            .collect(Collectors.toSet());
                    if (scope.catalogue().countLive(decks, mostCards + 1) > mostCards) {
                        return new TooManyCards(mostCards);
                    }
                    var comparison = new Comparison(scope, decks, context, other);
                    scope.learners().eachCard(caller.learnerId(), comparison::add);
                    return comparison.answer(days);
                }));
    }

    private final class Comparison {
        private final Set<CardId> live = new HashSet<>();
        private final LearnerContext other;
        private final Instant now = clock.instant();
        private final long today;
        private final StudyLoad.Builder before;
        private final StudyLoad.Builder after;
        private int cards;
        private int quarantined;

        Comparison(ReadScope scope, Set<DeckId> decks, LearnerContext context, LearnerContext other) {
            this.other = other;
            decks.forEach(deck -> scope.catalogue().eachLive(deck, null, chunk -> {
                live.addAll(chunk);
                return true;
            }));
            this.today = context.calendar().day(now);
            this.before = new StudyLoad.Builder(context.plan(), context.calendar(), today);
            this.after = new StudyLoad.Builder(
                    other.plan(), other.calendar(), other.calendar().day(now));
        }

        void add(OneCard found) {
            if (found.quarantined() != null) {
                quarantined++;
                return;
            }
            var card = found.card();
            if (!card.state().isNew() && live.contains(card.key().cardId())) {
                cards++;
                before.add(card.state());
                after.add(CardFold.fold(card.history(), other.plan(), other.calendar()));
            }
        }

        Answer answer(int days) {
            return new Answer(
                    now,
                    today,
                    cards,
                    quarantined,
                    new Side(before.dueToday(), before.over(days)),
                    new Side(after.dueToday(), after.over(days)));
        }
    }
}
