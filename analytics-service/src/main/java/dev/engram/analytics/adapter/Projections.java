package dev.engram.analytics.adapter;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.kit.health.Loops;
import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.catalogue.CatalogueMapping;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.runner.ProjectionRunner;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.MongoGenerations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The projections of this service: the catalogue and the learner-cards, running from the start to the end. */
@Startup
@ApplicationScoped
class Projections {

    /** Name of the projection of {@code engram.reviews}. */
    static final String LEARNER_CARDS = "learner-cards";

    private final ProjectionRunner<DeckEvent, CardId, CardFacts, DeckProgress> catalogue;
    private final ProjectionRunner<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> learnerCards;

    Projections(
            KafkaConfig kafka,
            MongoConfig mongo,
            @Named("projection") MongoClient client,
            EngramTopics topics,
            Loops loops,
            @ConfigProperty(name = "engram.instance") Optional<String> instance) {
        var settings = ProjectionSettings.of("analytics-service", kafka.bootstrapServers(), instance.orElse(null));
        this.catalogue = ProjectionRunner.start(
                settings,
                new CatalogueProjection(),
                DeckEvents.codec()::decode,
                topics.cards(),
                new MongoGenerations<>(
                        client, mongo.database(), new CatalogueMapping(), settings.transactionTimeout()));
        this.learnerCards = ProjectionRunner.start(
                settings,
                new LearnerCardProjection(LEARNER_CARDS),
                LearnerEvents.codec()::decode,
                topics.reviews(),
                new MongoGenerations<>(
                        client, mongo.database(), new LearnerCardMapping(), settings.transactionTimeout()));
        watch(loops, catalogue);
        watch(loops, learnerCards);
    }

    private static void watch(Loops loops, ProjectionRunner<?, ?, ?, ?> runner) {
        loops.watch(
                runner.status().projection(),
                () -> Duration.between(runner.status().lastTurn(), Instant.now()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        catalogue.close();
        learnerCards.close();
    }

    /** How far the catalogue is, for readers that wait. */
    Progress catalogueProgress() {
        return catalogue.progress();
    }

    /** How far the learner-cards are, for readers that wait. */
    Progress learnerCardsProgress() {
        return learnerCards.progress();
    }
}
