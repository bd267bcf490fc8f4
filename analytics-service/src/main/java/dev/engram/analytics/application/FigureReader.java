package dev.engram.analytics.application;

import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads the figures of a learner: from the states of cards where those say enough, else from their histories, one at a time. Either
 * costs memory for the ids and tags of the cards only.
 */
public final class FigureReader {
    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final InstantSource clock;
    private final FigureLimits limits;
    private final DeckTags tags;
    private final Duration longestWait;

    /** @param longestWait how long a query waits for the writes that it asks to see */
    public FigureReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            InstantSource clock,
            FigureLimits limits,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.clock = clock;
        this.limits = limits;
        this.tags = new DeckTags(limits.cards(), limits.tags());
        this.longestWait = longestWait;
    }

    /**
     * Figures of the states of all cards that are asked about, those never answered included.
     *
     * @param figures makes them; again where reading has to begin again
     * @throws RuntimeException if the store does not answer in time, or too many ask at a time
     */
    public <T> FigureOutcome<T> ofStates(FigureQuery query, Function<LearnerSetting, Figures<KnownCard, T>> figures) {
        return read(query, false, (reading, _, cards) -> reading.states(cards, figures));
    }

    /**
     * As {@link #ofStates}, with the decks of the cards.
     *
     * @param figures makes them, given of which deck each card is
     */
    public <T> FigureOutcome<T> ofDecks(
            FigureQuery query, BiFunction<LearnerSetting, Map<CardId, CatalogueDeck>, Figures<KnownCard, T>> figures) {
        return read(query, false, (reading, decks, cards) -> {
            var deckOf = new HashMap<CardId, CatalogueDeck>();
            for (var deck : decks) {
                tags.of(List.of(deck), reading.scope.catalogue())
                        .tags()
                        .keySet()
                        .forEach(card -> deckOf.put(card, deck));
            }
            return reading.states(cards, setting -> figures.apply(setting, deckOf));
        });
    }

    /**
     * Figures of the histories of all cards that are asked about, those never answered included.
     *
     * @param figures makes them
     * @throws RuntimeException as {@link #ofStates}
     */
    public <T> FigureOutcome<T> ofHistories(
            FigureQuery query, Function<LearnerSetting, Figures<StudiedCard, T>> figures) {
        return read(query, true, (reading, _, cards) -> reading.histories(cards, true, figures));
    }

    /**
     * Figures of everything that was answered: also of cards that were retired since or whose decks were left, unless a deck or a tag
     * is asked about.
     *
     * @param figures makes them
     * @throws RuntimeException as {@link #ofStates}
     */
    public <T> FigureOutcome<T> ofAnswers(
            FigureQuery query, Function<LearnerSetting, Figures<StudiedCard, T>> figures) {
        return read(query, true, (reading, _, cards) -> reading.histories(cards, query.isFiltered(), figures));
    }

    /**
     * Figures of the history of one card, whether its deck was left since or not.
     *
     * @param figures makes them
     * @throws RuntimeException as {@link #ofStates}
     */
    public <T> FigureOutcome<T> ofCard(FigureQuery query, CardId card, Function<StudiedCard, T> figures) {
        return read(
                query, true, (reading, _, cards) -> reading.card(card, cards.getOrDefault(card, List.of()), figures));
    }

    @FunctionalInterface
    private interface Asked<T> {
        FigureOutcome<T> of(Reading reading, List<CatalogueDeck> decks, Map<CardId, List<Tag>> cards);
    }

    /** @param folds whether histories are folded again in any case */
    private <T> FigureOutcome<T> read(FigureQuery query, boolean folds, Asked<T> asked) {
        var reached = queries.await(query.after(), longestWait);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var asOf = query.asOf() == null ? now : query.asOf();
        var slots = folds || asOf.isBefore(now) ? limits.past() : limits.present();
        return slots.run(
                query.caller().learnerId(),
                () -> queries.within(scope -> answer(new Reading(scope, query, asOf, reached), asked)));
    }

    private <T> FigureOutcome<T> answer(Reading reading, Asked<T> asked) {
        var query = reading.query;
        var scope = reading.scope;
        var deckId = query.deckId();
        var studied = visible.studied(scope, query.caller(), deckId);
        if (deckId != null && studied.isEmpty()) {
            return new FigureOutcome.NotJoined<>(deckId);
        }
        var decks = studied.orElseThrow();
        var cards = tags.of(decks, scope.catalogue());
        var exceeded = cards.exceeded();
        return exceeded != null
                ? new FigureOutcome.TooMuch<>(exceeded.quota(), exceeded.limit())
                : asked.of(reading, decks, cards.tags(query.tags()));
    }

    /** One reading of the projections. */
    private final class Reading {
        private final ReadScope scope;
        private final FigureQuery query;
        private final Instant asOf;
        private final CatchUpResult reached;

        private Reading(ReadScope scope, FigureQuery query, Instant asOf, CatchUpResult reached) {
            this.scope = scope;
            this.query = query;
            this.asOf = asOf;
            this.reached = reached;
        }

        private LearnerReading cards() {
            return new LearnerReading(scope, query.caller().learnerId(), asOf, query.asOf() == null, limits.reviews());
        }

        <T> FigureOutcome<T> states(
                Map<CardId, List<Tag>> cards, Function<LearnerSetting, Figures<KnownCard, T>> figures) {
            return outcome(cards().states(cards, figures));
        }

        <T> FigureOutcome<T> histories(
                Map<CardId, List<Tag>> cards, boolean only, Function<LearnerSetting, Figures<StudiedCard, T>> figures) {
            return outcome(cards().histories(cards, only, figures));
        }

        <T> FigureOutcome<T> card(CardId card, List<Tag> tags, Function<StudiedCard, T> figures) {
            return outcome(cards().card(card, tags, figures));
        }

        private <T> FigureOutcome<T> outcome(LearnerReading.Result<T> result) {
            return switch (result) {
                case LearnerReading.TooManyReviews<T>() -> new FigureOutcome.TooMuch<>("reviews", limits.reviews());
                case LearnerReading.Read<T>(int unknown, T figures) -> known(unknown, figures);
            };
        }

        private <T> FigureOutcome<T> known(int unknown, T figures) {
            var learner = query.caller().learnerId();
            return new FigureOutcome.Known<>(
                    asOf,
                    scope.learners().context(learner).plan().weightsVersion(),
                    scope.learners().dataUpTo(learner),
                    reached.caughtUp(),
                    reached.parked(),
                    unknown,
                    learner.isSimulated(),
                    figures);
        }
    }
}
