package dev.engram.review.adapter;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.health.Loops;
import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.projections.Projection;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.catalogue.CatalogueMapping;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.runner.EventDecoder;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.runner.ProjectionRunner;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.DocumentMapping;
import dev.engram.runtime.store.MongoGenerations;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The two projections of this service, running from start to stop whether broker and database are there or not. */
@Startup
@ApplicationScoped
class Projections {
    /** Name of the projection of {@code engram.reviews}. */
    static final String SCHEDULE = "schedule";

    private final MongoClient client;
    private final String database;
    private final ProjectionSettings settings;
    private final ProjectionRunner<DeckEvent, CardId, CardFacts, DeckProgress> catalogue;
    private final ProjectionRunner<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> schedule;

    Projections(
            @Named("projection") MongoClient client,
            MongoConfig mongo,
            KafkaConfig kafka,
            @ConfigProperty(name = "engram.instance") Optional<String> instance,
            EngramTopics topics,
            Loops loops) {
        this.client = client;
        this.database = mongo.database();
        this.settings = ProjectionSettings.of("review-service", kafka.bootstrapServers(), instance.orElse(null));
        this.catalogue =
                run(new CatalogueProjection(), new CatalogueMapping(), DeckEvents.codec()::decode, topics.cards());
        this.schedule = run(
                new LearnerCardProjection(SCHEDULE),
                new LearnerCardMapping(),
                LearnerEvents.codec()::decode,
                topics.reviews());
        watch(loops, catalogue);
        watch(loops, schedule);
    }

    /** How far the catalogue is in this process. */
    Progress catalogueProgress() {
        return catalogue.progress();
    }

    /** How far the schedule is in this process. */
    Progress scheduleProgress() {
        return schedule.progress();
    }

    @PreDestroy
    void stop() {
        schedule.close();
        catalogue.close();
    }

    private <E, K, S, C> ProjectionRunner<E, K, S, C> run(
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            EventDecoder<E> reader,
            TopicDefinition topic) {
        var generations = new MongoGenerations<>(client, database, mapping, settings.transactionTimeout());
        return ProjectionRunner.start(settings, projection, reader, topic, generations);
    }

    private static void watch(Loops loops, ProjectionRunner<?, ?, ?, ?> runner) {
        loops.watch(
                "projection " + runner.status().projection(),
                () -> Duration.between(runner.status().lastTurn(), Instant.now()));
    }
}
