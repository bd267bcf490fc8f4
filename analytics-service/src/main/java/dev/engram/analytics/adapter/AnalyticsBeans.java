package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.analytics.application.MasteryReader;
import dev.engram.analytics.domain.Level;
import dev.engram.runtime.query.MongoProjectionQueries;
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
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            MasteryConfig config) {
        var queries = new MongoProjectionQueries(client, database, projections.learnerCards, projections.catalogue);
        var levels = config.levels();
        return new MasteryReader(
                queries,
                InstantSource.system(),
                new Level.Thresholds(levels.middle(), levels.good(), levels.high()),
                config.longestWait());
    }
}
