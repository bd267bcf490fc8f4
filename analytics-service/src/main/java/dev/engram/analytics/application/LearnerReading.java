package dev.engram.analytics.application;

import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the cards of one learner, for figures of the learner and of a class alike.
 *
 * @param asOf the moment asked about
 * @param everything whether everything recorded counts, also what a client whose clock runs ahead has dated later
 * @param mostReviews most reviews and actions that are folded again
 */
record LearnerReading(ReadScope scope, LearnerId learner, Instant asOf, boolean everything, long mostReviews) {

    /** What was read. @param <T> the figures */
    sealed interface Result<T> {}

    /** @param unknown cards whose state could not be computed, counted as unseen */
    record Read<T>(int unknown, T figures) implements Result<T> {}

    /** More would have to be folded than may be. */
    record TooManyReviews<T>() implements Result<T> {}

    /** Figures of the states of some cards, those never answered included. */
    <T> Result<T> states(Map<CardId, List<Tag>> cards, Function<LearnerSetting, Figures<KnownCard, T>> figures) {
        var which = everything ? new CardSelection.All() : new CardSelection.AsOf(asOf);
        var states = scope.learners()
                .states(learner, which, context -> new States<>(cards, figures.apply(setting(context))));
        return states.tooMuch ? new TooManyReviews<>() : new Read<>(states.unknown, states.result());
    }

    /** Figures of the histories of some cards, those never answered included. @param only whether other cards are left out */
    <T> Result<T> histories(
            Map<CardId, List<Tag>> cards, boolean only, Function<LearnerSetting, Figures<StudiedCard, T>> figures) {
        var context = scope.learners().context(learner);
        var histories = new Histories<>(cards, only, figures.apply(setting(context)));
        scope.learners().eachCardWhile(learner, histories::add);
        return histories.tooMuch ? new TooManyReviews<>() : new Read<>(histories.unknown, histories.result());
    }

    /** Figures of the history of one card. @param tags that it carries now */
    <T> Result<T> card(CardId card, List<Tag> tags, Function<StudiedCard, T> figures) {
        var one = scope.learners().card(learner, card);
        if (one.quarantined() != null) {
            return new Read<>(1, figures.apply(StudiedCard.neverAnswered(card, tags)));
        }
        return one.card().history().size() > mostReviews
                ? new TooManyReviews<>()
                : new Read<>(0, figures.apply(studied(one, tags)));
    }

    private StudiedCard studied(OneCard one, List<Tag> carried) {
        var whole = one.card().history();
        var history = everything ? whole : whole.asOf(asOf);
        var context = one.context();
        var folded = CardFold.of(history, context.plan(), context.calendar());
        return new StudiedCard(one.card().key().cardId(), carried, history, folded);
    }

    private LearnerSetting setting(LearnerContext context) {
        return new LearnerSetting(context.plan(), context.calendar(), asOf);
    }

    private final class States<T> implements StateConsumer {
        private final Map<CardId, List<Tag>> cards;
        private final Figures<KnownCard, T> figures;
        private final Set<CardId> met = new HashSet<>();
        private int unknown;
        private boolean tooMuch;

        States(Map<CardId, List<Tag>> cards, Figures<KnownCard, T> figures) {
            this.cards = cards;
            this.figures = figures;
        }

        @Override
        public void state(CardId card, CardState state) {
            var carried = cards.get(card);
            if (carried != null && met.add(card)) {
                figures.add(new KnownCard(card, carried, state));
            }
        }

        @Override
        public void quarantined(CardId card, String reason) {
            unknown += cards.containsKey(card) ? 1 : 0;
        }

        @Override
        public boolean acceptsHistories(long facts) {
            tooMuch = facts > mostReviews;
            return !tooMuch;
        }

        T result() {
            cards.forEach((card, carried) -> {
                if (!met.contains(card)) {
                    figures.add(new KnownCard(card, carried, CardState.NEW));
                }
            });
            return figures.result();
        }
    }

    private final class Histories<T> {
        private final Map<CardId, List<Tag>> cards;
        private final boolean only;
        private final Figures<StudiedCard, T> figures;
        private final Set<CardId> met = new HashSet<>();
        private long facts;
        private int unknown;
        private boolean tooMuch;

        Histories(Map<CardId, List<Tag>> cards, boolean only, Figures<StudiedCard, T> figures) {
            this.cards = cards;
            this.only = only;
            this.figures = figures;
        }

        /** Whether more are wanted. */
        boolean add(OneCard one) {
            var card = one.card().key().cardId();
            var carried = cards.get(card);
            if (carried == null && only) {
                return true;
            }
            if (one.quarantined() != null) {
                unknown++;
                return true;
            }
            facts += one.card().history().size();
            tooMuch = facts > mostReviews;
            if (!tooMuch) {
                met.add(card);
                figures.add(studied(one, carried == null ? List.of() : carried));
            }
            return !tooMuch;
        }

        T result() {
            cards.forEach((card, carried) -> {
                if (!met.contains(card)) {
                    figures.add(StudiedCard.neverAnswered(card, carried));
                }
            });
            return figures.result();
        }
    }
}
