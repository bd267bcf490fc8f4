package dev.engram.runtime.query;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.CardId;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.learner.StateCache;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Reads a scope in one snapshot of the database. Beside the questions themselves this costs one round trip. */
public final class MongoProjectionQueries implements ProjectionQueries {

    private final MongoClient client;
    private final MongoDatabase database;
    private final List<HostedProjection<?, ?, ?, ?>> projections;
    private final ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> learnerCards;
    private final ProjectionReader<CardId, CardFacts, DeckProgress> catalogue;
    private final StateCache states;

    /**
     * @param client one that serves requests
     * @param database of {@code client}; its timeout bounds each round trip
     * @param states that are remembered between requests
     */
    public MongoProjectionQueries(
            MongoClient client,
            MongoDatabase database,
            HostedProjection<?, LearnerCardKey, LearnerCard, LearnerContext> learnerCards,
            HostedProjection<?, CardId, CardFacts, DeckProgress> catalogue,
            StateCache states) {
        this.client = client;
        this.database = database;
        this.projections = List.of(learnerCards, catalogue);
        this.learnerCards = reader(client, database, learnerCards);
        this.catalogue = reader(client, database, catalogue);
        this.states = states;
    }

    static <K, S, C> ProjectionReader<K, S, C> reader(
            MongoClient client, MongoDatabase database, HostedProjection<?, K, S, C> projection) {
        return new ProjectionReader<>(
                client,
                database,
                projection.definition(),
                projection.progress(),
                projection.generations().unreadable());
    }

    @Override
    public <T> T within(Function<ReadScope, T> question) {
        return Snapshot.of(
                client,
                database,
                snapshot -> question.apply(new ReadScope(
                        new LearnerCards(learnerCards.in(snapshot), states), new Catalogue(catalogue.in(snapshot)))));
    }

    @Override
    public CatchUpResult await(Position after, Duration atMost) {
        if (!projections.stream().allMatch(HostedProjection::isCurrent)) {
            // the log has lost records, or documents were lost: what is asked for may be among them
            return new CatchUpResult(false, false);
        }
        long end = System.nanoTime() + atMost.toNanos();
        boolean caughtUp = true;
        boolean parked = false;
        for (var last : after.reviews().entrySet()) {
            var reached = learnerCards.await(last.getKey(), last.getValue(), left(end));
            caughtUp &= reached.caughtUp();
            parked |= reached.parked();
        }
        for (var deck : after.decks().entrySet()) {
            caughtUp &= catalogue.awaitContext(
                    deck.getKey().toString(), held -> held.completeVersion() >= deck.getValue(), left(end));
        }
        return new CatchUpResult(caughtUp, parked);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
