package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.analytics.application.CohortFigures;
import dev.engram.analytics.application.CohortLimits;
import dev.engram.analytics.application.CohortReader;
import dev.engram.analytics.application.DeckTags;
import dev.engram.analytics.application.FigureLimits;
import dev.engram.analytics.application.FigureReader;
import dev.engram.analytics.application.LearnerFigures;
import dev.engram.analytics.application.deck.DeckFigures;
import dev.engram.analytics.domain.Level;
import dev.engram.kit.deck.HttpDeckDirectory;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.learner.StateCache;
import dev.engram.runtime.query.MongoProjectionQueries;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
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

    private static final InstantSource CLOCK = InstantSource.system();

    @Produces
    @Singleton
    @Startup
    ProjectionQueries queries(
            ProjectionHost host,
            EngramTopics topics,
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            MasteryConfig config) {
        var catalogue = host.start(Catalogue.definition(topics.cards()));
        var learnerCards = host.start(LearnerCards.withCardAnswers("learner-cards", topics.reviews()));
        var readDatabase = database.withTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return new MongoProjectionQueries(
                client,
                readDatabase,
                learnerCards,
                catalogue,
                new StateCache(config.rememberedStates().asLongValue()));
    }

    @Produces
    @Singleton
    HttpDeckDirectory deckDirectory(@ConfigProperty(name = "engram.cards.url") URI cards) {
        return new HttpDeckDirectory(cards);
    }

    @Produces
    @Singleton
    CircuitBreaker cardService() {
        return new CircuitBreaker("card-service", CLOCK, AWAY_PAUSE);
    }

    @Produces
    @Singleton
    VisibleDecks visibleDecks(HttpDeckDirectory directory, CircuitBreaker cardService) {
        return new VisibleDecks(directory, cardService, CLOCK);
    }

    @Produces
    @Singleton
    DeckFigures deckFigures(
            ProjectionQueries queries,
            VisibleDecks visible,
            HttpDeckDirectory editors,
            MasteryConfig config,
            MeterRegistry meters) {
        return new DeckFigures(
                queries,
                visible,
                editors,
                new CircuitBreaker("card-service", CLOCK, AWAY_PAUSE), // an older one says less, and answers all else
                CLOCK,
                new DeckTags(config.maxCards(), config.maxTags()),
                new JobSlots("deck-figures", config.past().limits(), meters),
                config.longestWait());
    }

    @Produces
    @Singleton
    LearnerFigures learnerFigures(
            ProjectionQueries queries, VisibleDecks visible, MasteryConfig config, MeterRegistry meters) {
        var limits = new FigureLimits(
                config.maxCards(),
                config.maxTags(),
                config.maxPastReviews(),
                new JobSlots("mastery", config.present().limits(), meters),
                new JobSlots("mastery-past", config.past().limits(), meters));
        var levels = config.levels();
        return new LearnerFigures(
                new FigureReader(queries, visible, CLOCK, limits, config.longestWait()),
                new Level.Thresholds(levels.middle(), levels.good(), levels.high()));
    }

    @Produces
    @Singleton
    CohortReader cohortReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            MasteryConfig config,
            CohortConfig cohorts,
            MeterRegistry meters) {
        var limits = new CohortLimits(
                config.maxCards(),
                config.maxTags(),
                cohorts.maxMembers(),
                cohorts.maxStates(),
                cohorts.maxHistories(),
                cohorts.maxCells(),
                config.maxPastReviews(),
                cohorts.fresh(),
                cohorts.keptCells(),
                new JobSlots("cohort", cohorts.jobs().limits(), meters));
        return new CohortReader(queries, visible, CLOCK, limits, config.longestWait());
    }

    void close(@Disposes CohortReader reader) {
        reader.close();
    }

    @Produces
    @Singleton
    CohortFigures cohortFigures(CohortReader reader, ProjectionQueries queries, MasteryConfig config) {
        var levels = config.levels();
        return new CohortFigures(reader, queries, new Level.Thresholds(levels.middle(), levels.good(), levels.high()));
    }
}
