package dev.engram.analytics.adapter.kafka;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.kit.catalogue.CardFacts;
import dev.engram.kit.catalogue.CatalogueMapping;
import dev.engram.kit.catalogue.CatalogueProjection;
import dev.engram.kit.catalogue.DeckProgress;
import dev.engram.kit.health.LoopLiveness;
import dev.engram.kit.learner.LearnerCard;
import dev.engram.kit.learner.LearnerCardKey;
import dev.engram.kit.learner.LearnerCardMapping;
import dev.engram.kit.learner.LearnerCardProjection;
import dev.engram.kit.learner.LearnerContext;
import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.projection.Progress;
import dev.engram.kit.projection.ProjectionRunner;
import dev.engram.kit.projection.ProjectionSettings;
import dev.engram.kit.projection.mongo.MongoGenerations;
import dev.engram.kit.topic.EngramTopics;
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
public class Projections {

    /** Name of the projection of {@code engram.reviews}. */
    public static final String LEARNER_CARDS = "learner-cards";

    private final ProjectionRunner<DeckEvent, CardId, CardFacts, DeckProgress> catalogue;
    private final ProjectionRunner<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> learnerCards;

    Projections(
            KafkaConfig kafka,
            MongoConfig mongo,
            @Named("projection") MongoClient client,
            EngramTopics topics,
            LoopLiveness loops,
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

    private static void watch(LoopLiveness loops, ProjectionRunner<?, ?, ?, ?> runner) {
        loops.watch(
                runner.status().projection(),
                () -> Duration.between(runner.status().lastTurn(), Instant.now()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        catalogue.close();
        learnerCards.close();
    }

    /** How far the catalogue is, for readers that wait. */
    public Progress catalogueProgress() {
        return catalogue.progress();
    }

    /** How far the learner-cards are, for readers that wait. */
    public Progress learnerCardsProgress() {
        return learnerCards.progress();
    }
}
