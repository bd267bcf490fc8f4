package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.analytics.application.MasteryReader;
import dev.engram.analytics.domain.Level;
import dev.engram.kit.deck.HttpDeckDirectory;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.learner.StateCache;
import dev.engram.runtime.query.MongoProjectionQueries;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the projections and makes the use cases with their adapters. */
@ApplicationScoped
class AnalyticsBeans {
    private static final Duration AWAY_PAUSE = Duration.ofSeconds(2);

    @Produces
    @Singleton
    @Startup
    MasteryReader masteryReader(
            ProjectionHost host,
            EngramTopics topics,
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            MasteryConfig config,
            @ConfigProperty(name = "engram.cards.url") URI cards,
            MeterRegistry meters) {
        var catalogue = host.start(Catalogue.definition(topics.cards()));
        var learnerCards = host.start(LearnerCards.definition("learner-cards", topics.reviews()));
        var readDatabase = database.withTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
        var queries = new MongoProjectionQueries(
                client,
                readDatabase,
                learnerCards,
                catalogue,
                new StateCache(config.rememberedStates().asLongValue()));
        var levels = config.levels();
        var clock = InstantSource.system();
        var breaker = new CircuitBreaker("card-service", clock, AWAY_PAUSE);
        return new MasteryReader(
                queries,
                new VisibleDecks(new HttpDeckDirectory(cards), breaker, clock),
                clock,
                new Level.Thresholds(levels.middle(), levels.good(), levels.high()),
                new MasteryReader.Limits(
                        config.maxCards(),
                        config.maxTags(),
                        config.maxPastReviews(),
                        new JobSlots("mastery", config.present().limits(), meters),
                        new JobSlots("mastery-past", config.past().limits(), meters)),
                config.longestWait());
    }
}
