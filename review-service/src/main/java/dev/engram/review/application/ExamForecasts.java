package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.PlanRules;
import dev.engram.scheduler.exam.ExamCards;
import dev.engram.scheduler.exam.ExamForecast;
import dev.engram.scheduler.exam.ExamGoal;
import dev.engram.scheduler.exam.ExamPlanner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what a learner can know on the day of an exam. States are read in one scope; the simulation holds no connection. */
public final class ExamForecasts {
    /** Most cards of an exam. */
    public static final int MOST_CARDS = 20_000;

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final JobSlots slots;
    private final InstantSource clock;
    private final Duration longestWait;

    /**
     * @param slots how many forecasts are made at a time
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public ExamForecasts(
            ProjectionQueries queries,
            VisibleDecks visible,
            JobSlots slots,
            InstantSource clock,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.slots = slots;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /**
     * Which cards the exam is about: the live ones of decks that the learner studies.
     *
     * @param deckId only this deck; null for all
     * @param tag only cards with this tag or one nested in it; null for all
     */
    public record Topic(@Nullable DeckId deckId, @Nullable Tag tag) {}

    /** What became of a question. */
    public sealed interface Outcome {
        /** @param quarantined cards that are left out since no state could be derived for them */
        record Made(ExamForecast forecast, int quarantined, CatchUpResult reached) implements Outcome {}

        /** The learner studies no such deck, or none at all. */
        record NoSuchDeck() implements Outcome {}

        /** The decks have no card, or none with the tag. */
        record NoCards() implements Outcome {}

        record TooManyCards() implements Outcome {}

        /** The plan has weights that FSRS-6 cannot use. @param rule which, and within which bounds they are taken */
        record UnusableWeights(String rule) implements Outcome {}

        /** The day is over, or too far ahead. */
        record NotAhead(long days) implements Outcome {}
    }

    private static final class Cards {
        private final Plan plan;
        private final LearnerCalendar calendar;
        private final List<CardState> states = new ArrayList<>();
        private int fresh;
        private int suspendedFresh;
        private int quarantined;

        Cards(Plan plan, LearnerCalendar calendar) {
            this.plan = plan;
            this.calendar = calendar;
        }

        int size() {
            return states.size() + fresh + suspendedFresh + quarantined;
        }

        ExamCards ofExam() {
            return new ExamCards(states, fresh, suspendedFresh);
        }
    }

    /** @param goal what is wanted, for the learner's plan */
    public Outcome of(CallerToken caller, Topic topic, Function<Plan, ExamGoal> goal, Position after) {
        var reached = queries.await(after, longestWait);
        return slots.run(caller.learnerId(), () -> {
            var now = clock.instant();
            var found = queries.within(scope -> Optional.ofNullable(cards(scope, caller, topic)));
            return found.map(cards -> forecast(cards, goal.apply(cards.plan), now, reached))
                    .orElseGet(Outcome.NoSuchDeck::new);
        });
    }

    private static Outcome forecast(Cards cards, ExamGoal goal, Instant now, CatchUpResult reached) {
        if (cards.size() > MOST_CARDS) {
            return new Outcome.TooManyCards();
        }
        var ofExam = cards.ofExam();
        if (ofExam.size() == 0) {
            return new Outcome.NoCards();
        }
        long days = ExamPlanner.studyDays(goal, cards.calendar, now);
        if (days < 0 || days > ExamGoal.MOST_DAYS) {
            return new Outcome.NotAhead(days);
        }
        try {
            var _ = PlanRules.weights(cards.plan);
        } catch (IllegalArgumentException outOfBounds) {
            return new Outcome.UnusableWeights(String.valueOf(outOfBounds.getMessage()));
        }
        var forecast = ExamPlanner.forecast(ofExam, goal, cards.plan, cards.calendar, now);
        return new Outcome.Made(forecast, cards.quarantined, reached);
    }

    private @Nullable Cards cards(ReadScope scope, CallerToken caller, Topic topic) {
        var decks = DeckMemberships.byPath(visible.studied(scope, caller)).stream()
                .map(CatalogueDeck::deckId)
                .filter(deck -> topic.deckId() == null || topic.deckId().equals(deck))
                .toList();
        if (decks.isEmpty()) {
            return null;
        }
        var learner = caller.learnerId();
        var context = scope.learners().context(learner);
        var cards = new Cards(context.plan(), context.calendar());
        for (var deck : decks) {
            scope.catalogue().eachLive(deck, topic.tag(), chunk -> {
                var known = scope.learners().states(learner, new CardSelection.Of(chunk));
                for (CardId card : chunk) {
                    var state = known.states().get(card);
                    if (known.quarantined().containsKey(card)) {
                        cards.quarantined++;
                    } else if (state == null || state.isNew()) {
                        boolean suspended = state != null && state.overrides().suspended();
                        cards.fresh += suspended ? 0 : 1;
                        cards.suspendedFresh += suspended ? 1 : 0;
                    } else {
                        cards.states.add(state);
                    }
                }
                return cards.size() <= MOST_CARDS;
            });
        }
        return cards;
    }
}
