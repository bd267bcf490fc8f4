package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.analytics.adapter.kafka.Projections;
import dev.engram.analytics.adapter.mongo.CatalogueDecks;
import dev.engram.analytics.adapter.mongo.ProjectedLearners;
import dev.engram.analytics.application.MasteryReader;
import dev.engram.analytics.domain.Level;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.kit.topic.EngramTopics;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the use cases with their adapters. */
@ApplicationScoped
class AnalyticsBeans {

    @Produces
    @Singleton
    @Startup
    MasteryReader masteryReader(
            Projections projections,
            EngramTopics topics,
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            MasteryConfig config) {
        var learnerCards = new LearnerCards(
                client,
                database,
                new LearnerCardProjection(Projections.LEARNER_CARDS),
                topics.reviews(),
                projections.learnerCards.progress());
        var catalogue = Catalogue.of(database, topics.cards(), projections.catalogue.progress());
        var levels = config.levels();
        return new MasteryReader(
                new ProjectedLearners(learnerCards),
                new CatalogueDecks(catalogue),
                InstantSource.system(),
                new Level.Thresholds(levels.middle(), levels.good(), levels.high()),
                config.longestWait());
    }
}
