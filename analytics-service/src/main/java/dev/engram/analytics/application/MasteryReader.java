package dev.engram.analytics.application;

import dev.engram.analytics.application.MasteryOutcome.Known;
import dev.engram.analytics.application.MasteryOutcome.NotJoined;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers how well a learner knows each tag: card states times the tags of the catalogue, both as they are now. */
public final class MasteryReader {

    private final Learners learners;
    private final Decks decks;
    private final InstantSource clock;
    private final Level.Thresholds levels;
    private final Duration longestWait;

    /** @param longestWait how long a query waits for the writes that it asks to see */
    public MasteryReader(
            Learners learners, Decks decks, InstantSource clock, Level.Thresholds levels, Duration longestWait) {
        this.learners = learners;
        this.decks = decks;
        this.clock = clock;
        this.levels = levels;
        this.longestWait = longestWait;
    }

    /** @throws RuntimeException if the store does not answer in time */
    public MasteryOutcome read(MasteryQuery query) {
        var reached = await(query.after());
        var asOf = query.asOf() == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : query.asOf();
        var learner = learners.at(query.learnerId(), asOf);
        var joined = joined(query.learnerId(), learner);
        var deckId = query.deckId();
        if (deckId != null && !joined.contains(deckId)) {
            return new NotJoined(deckId);
        }
        var cards = decks.liveCards(deckId == null ? joined : Set.of(deckId));
        return new Known(
                asOf,
                query.horizon(),
                learner.plan().weightsVersion(),
                learner.dataUpTo(),
                reached.caughtUp(),
                reached.parked(),
                unknown(learner, cards),
                new MasteryTable(learner.plan(), asOf, query.horizon(), levels).rows(cards, learner.states()));
    }

    private CatchUpResult await(Position after) {
        var end = clock.instant().plus(longestWait);
        var reviews = learners.await(after, longestWait);
        boolean versions = decks.await(after, atLeastZero(clock.instant(), end));
        return new CatchUpResult(reviews.caughtUp() && versions, reviews.parked());
    }

    private static Duration atLeastZero(Instant now, Instant end) {
        return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    }

    /** The decks that the learner joined; the owner of a deck is a member until he leaves it. */
    private Set<DeckId> joined(LearnerId learnerId, LearnerAsOf learner) {
        var joined = new HashSet<>(decks.ownedBy(learnerId));
        learner.memberships().forEach((deck, member) -> {
            if (member) {
                joined.add(deck);
            } else {
                joined.remove(deck);
            }
        });
        return joined;
    }

    private static int unknown(LearnerAsOf learner, List<TaggedCard> cards) {
        return (int) cards.stream()
                .filter(card -> learner.unknown().contains(card.cardId()))
                .count();
    }
}
