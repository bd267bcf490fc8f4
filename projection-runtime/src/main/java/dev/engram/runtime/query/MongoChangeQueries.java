package dev.engram.runtime.query;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.CardId;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.feed.ChangeQueries;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.ReadScope;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.catalogue.CatalogueChanges;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.learner.LearnerCardChanges;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.Snapshot;
import java.util.function.Function;

/** What has changed, in one snapshot of the database. */
public final class MongoChangeQueries implements ChangeQueries {

    private final MongoClient client;
    private final MongoDatabase database;
    private final ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> learnerCards;
    private final ProjectionReader<CardId, CardFacts, DeckProgress> catalogue;

    /**
     * @param client one that serves requests
     * @param database of {@code client}; its timeout bounds each round trip
     */
    public MongoChangeQueries(
            MongoClient client,
            MongoDatabase database,
            HostedProjection<?, LearnerCardKey, LearnerCard, LearnerContext> learnerCards,
            HostedProjection<?, CardId, CardFacts, DeckProgress> catalogue) {
        this.client = client;
        this.database = database;
        this.learnerCards = MongoProjectionQueries.reader(client, database, learnerCards);
        this.catalogue = MongoProjectionQueries.reader(client, database, catalogue);
    }

    @Override
    public <T> T within(Function<ChangeScope, T> question) {
        return Snapshot.of(client, database, snapshot -> {
            var learners = learnerCards.in(snapshot);
            var decks = catalogue.in(snapshot);
            return question.apply(new ChangeScope(
                    new ReadScope(new LearnerCards(learners), new Catalogue(decks)),
                    new LearnerCardChanges(learners),
                    new CatalogueChanges(decks)));
        });
    }
}
