package dev.engram.analytics.application;

import dev.engram.analytics.application.MasteryOutcome.Known;
import dev.engram.analytics.application.MasteryOutcome.NotJoined;
import dev.engram.analytics.application.MasteryOutcome.TooMuch;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Answers how well a learner knows each tag: card states times the tags of the catalogue, both as they are now. Holds some two
 * hundred bytes for a card, and one history at a time.
 */
public final class MasteryReader {

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final InstantSource clock;
    private final Level.Thresholds levels;
    private final Limits limits;
    private final DeckTags tags;
    private final Duration longestWait;

    /**
     * How much one answer may take.
     *
     * @param cards most live cards in the decks of a learner
     * @param tags most rows of a table
     * @param pastReviews most reviews and actions that are folded again for a past moment
     * @param present tables of now that are made at a time
     * @param past tables of past moments
     */
    public record Limits(int cards, int tags, long pastReviews, JobSlots present, JobSlots past) {}

    /** @param longestWait how long a query waits for the writes that it asks to see */
    public MasteryReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            InstantSource clock,
            Level.Thresholds levels,
            Limits limits,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.clock = clock;
        this.levels = levels;
        this.limits = limits;
        this.tags = new DeckTags(limits.cards(), limits.tags());
        this.longestWait = longestWait;
    }

    /** @throws RuntimeException if the store does not answer in time, or too many ask at a time */
    public MasteryOutcome read(MasteryQuery query) {
        var reached = queries.await(query.after(), longestWait);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var asOf = query.asOf() == null ? now : query.asOf();
        var slots = asOf.isBefore(now) ? limits.past() : limits.present();
        return slots.run(query.learnerId(), () -> queries.within(scope -> answer(scope, query, asOf, reached)));
    }

    private MasteryOutcome answer(ReadScope scope, MasteryQuery query, Instant asOf, CatchUpResult reached) {
        var learner = query.learnerId();
        var deckId = query.deckId();
        var decks = visible.studied(scope, query.caller()).stream()
                .filter(deck -> deckId == null || deck.deckId().equals(deckId))
                .toList();
        // a deck joined before the catalogue holds it is no mistake of the client: its cards are still to come
        if (deckId != null
                && decks.isEmpty()
                && !(scope.learners().context(learner).isMember(deckId, false)
                        && visible.mayBeVisible(query.caller(), deckId))) {
            return new NotJoined(deckId);
        }
        var cards = tags.of(decks, scope.catalogue());
        if (cards.exceeded() != null) {
            return cards.exceeded();
        }
        // of now everything recorded counts, also what a client whose clock runs ahead has dated later
        var which = query.asOf() == null ? new CardSelection.All() : new CardSelection.AsOf(asOf);
        var known = scope.learners().states(learner, which, context -> {
            var table = new MasteryTable(context.plan(), context.calendar(), asOf, query.horizon(), levels);
            return new KnownFigures(table, cards.tags(), limits.pastReviews());
        });
        return known.isTooMuch()
                ? new TooMuch("reviews", limits.pastReviews())
                : new Known(
                        asOf,
                        query.horizon(),
                        scope.learners().context(learner).plan().weightsVersion(),
                        scope.learners().dataUpTo(learner),
                        reached.caughtUp(),
                        reached.parked(),
                        known.unknown(),
                        known.rows());
    }
}
