package dev.engram.review.application.fitting;

import static java.util.Comparator.comparingInt;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.events.WeightsFitted;
import dev.engram.events.WeightsFitted.DeckFit;
import dev.engram.events.WeightsFitted.HeldOutLoss;
import dev.engram.fsrs.evaluate.HeldOutFit;
import dev.engram.fsrs.evaluate.HeldOutFit.Comparison;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.optimize.TrainingResult;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.TrainingHistories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What weights are fitted to: the counted answers of a learner, with the deck of each card. */
final class FitMaterial {
    /** More answers need more heap than a service has to spare. */
    static final int MOST_ANSWERS = 200_000;

    private static final int CARDS_AT_ONCE = 1_000;
    private static final int NO_DECK = -1;

    private final LearnerContext context;
    private final TrainingHistories answers;
    private final List<DeckId> decks;
    private final boolean tooLarge;

    private FitMaterial(LearnerContext context, TrainingHistories answers, List<DeckId> decks, boolean tooLarge) {
        this.context = context;
        this.answers = answers;
        this.decks = decks;
        this.tooLarge = tooLarge;
    }

    private static final class CardIds implements StateConsumer {
        private final List<CardId> ids = new ArrayList<>();

        @Override
        public void state(CardId card, CardState state) {
            ids.add(card);
        }

        @Override
        public void quarantined(CardId card, String reason) {
            // nothing is known of how it was remembered
        }
    }

    static FitMaterial of(ReadScope scope, LearnerId learner) {
        var context = scope.learners().context(learner);
        var answers = new TrainingHistories();
        if (scope.learners().answers(learner) > MOST_ANSWERS) {
            return new FitMaterial(context, answers, List.of(), true);
        }
        var decks = new ArrayList<DeckId>();
        var cards = scope.learners().states(learner, new CardSelection.All(), _ -> new CardIds());
        var groups = groups(scope, cards.ids, decks);
        scope.learners().eachCard(learner, card -> {
            if (card.quarantined() == null) {
                answers.add(
                        CardFold.trace(card.card().history(), context.plan(), context.calendar()),
                        groups.getOrDefault(card.card().key().cardId(), NO_DECK));
            }
        });
        return new FitMaterial(context, answers, decks, false);
    }

    private static Map<CardId, Integer> groups(ReadScope scope, List<CardId> cards, List<DeckId> decks) {
        var numbers = new HashMap<DeckId, Integer>();
        var groups = new HashMap<CardId, Integer>();
        for (int from = 0; from < cards.size(); from += CARDS_AT_ONCE) {
            var some = new HashSet<>(cards.subList(from, Math.min(cards.size(), from + CARDS_AT_ONCE)));
            scope.catalogue()
                    .held(some)
                    .forEach((card, deck) -> groups.put(card, numbers.computeIfAbsent(deck, _ -> {
                        decks.add(deck);
                        return decks.size() - 1;
                    })));
        }
        return groups;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    LearnerContext context() {
        return context;
    }

    ReviewHistories histories() {
        return answers.histories();
    }

    int[] groups() {
        return answers.groups();
    }

    /** The result as an event. Of many decks those with the most later reviews are told. */
    WeightsFitted event(Stamp stamp, HeldOutFit.Fitted fit) {
        var ofDecks = fit.groups().stream()
                .sorted(comparingInt((HeldOutFit.GroupComparison group) ->
                                group.comparison().reviews())
                        .reversed())
                .limit(WeightsFitted.MOST_DECKS)
                .map(group -> {
                    var own = group.own();
                    return new DeckFit(
                            decks.get(group.group()), loss(group.comparison()), own == null ? null : loss(own));
                })
                .toList();
        return new WeightsFitted(
                stamp,
                Arrays.stream(fit.weights().weights().toArray()).boxed().toList(),
                "fit-" + stamp.eventId(),
                context.plan().weightsVersion(),
                switch (fit.weights()) {
                    case TrainingResult.Fitted _ -> WeightsFitted.Kind.TRAINED;
                    case TrainingResult.PretrainedOnly _ -> WeightsFitted.Kind.INITIAL_STABILITIES;
                    case TrainingResult.Defaults _ -> WeightsFitted.Kind.DEFAULTS;
                },
                answers.answers(),
                fit.trainedOn(),
                loss(fit.comparison()),
                ofDecks);
    }

    private static HeldOutLoss loss(Comparison comparison) {
        return new HeldOutLoss(
                comparison.reviews(), comparison.before(), comparison.after(), comparison.low(), comparison.high());
    }
}
