package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.analytics.application.MasteryReader;
import dev.engram.analytics.domain.Level;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.query.MongoProjectionQueries;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Starts the projections and makes the use cases with their adapters. */
@ApplicationScoped
class AnalyticsBeans {

    @Produces
    @Singleton
    @Startup
    MasteryReader masteryReader(
            ProjectionHost host,
            EngramTopics topics,
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            MasteryConfig config) {
        var catalogue = host.start(Catalogue.definition(topics.cards()));
        var learnerCards = host.start(LearnerCards.definition("learner-cards", topics.reviews()));
        var queries = new MongoProjectionQueries(client, database, learnerCards, catalogue);
        var levels = config.levels();
        return new MasteryReader(
                queries,
                InstantSource.system(),
                new Level.Thresholds(levels.middle(), levels.good(), levels.high()),
                config.longestWait());
    }
}
