package dev.engram.analytics.application;

import static java.util.stream.Collectors.toSet;

import dev.engram.analytics.application.MasteryOutcome.Known;
import dev.engram.analytics.application.MasteryOutcome.NotJoined;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Answers how well a learner knows each tag: card states times the tags of the catalogue, both as they are now. */
public final class MasteryReader {

    private final ProjectionQueries queries;
    private final InstantSource clock;
    private final Level.Thresholds levels;
    private final Duration longestWait;

    /** @param longestWait how long a query waits for the writes that it asks to see */
    public MasteryReader(
            ProjectionQueries queries, InstantSource clock, Level.Thresholds levels, Duration longestWait) {
        this.queries = queries;
        this.clock = clock;
        this.levels = levels;
        this.longestWait = longestWait;
    }

    /** @throws RuntimeException if the store does not answer in time */
    public MasteryOutcome read(MasteryQuery query) {
        var reached = queries.await(query.after(), longestWait);
        var asOf = query.asOf() == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : query.asOf();
        return queries.within(scope -> answer(scope, query, asOf, reached));
    }

    private MasteryOutcome answer(ReadScope scope, MasteryQuery query, Instant asOf, CatchUpResult reached) {
        var learner = query.learnerId();
        var joined =
                scope.memberDecks(learner).stream().map(CatalogueDeck::deckId).collect(toSet());
        var deckId = query.deckId();
        // a deck joined before the catalogue holds it is no mistake of the client: its cards are still to come
        if (deckId != null
                && !joined.contains(deckId)
                && !scope.learners().context(learner).isMember(deckId, false)) {
            return new NotJoined(deckId);
        }
        var known = scope.learners().statesAsOf(learner, asOf);
        var plan = known.context().plan();
        var cards = scope.catalogue().liveTags(deckId == null ? joined : Set.of(deckId));
        return new Known(
                asOf,
                query.horizon(),
                plan.weightsVersion(),
                scope.learners().dataUpTo(learner),
                reached.caughtUp(),
                reached.parked(),
                (int) cards.keySet().stream()
                        .filter(known.quarantined()::containsKey)
                        .count(),
                new MasteryTable(plan, asOf, query.horizon(), levels).rows(cards, known.states()));
    }
}
