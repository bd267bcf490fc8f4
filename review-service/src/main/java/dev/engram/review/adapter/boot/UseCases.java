package dev.engram.review.adapter.boot;

import dev.engram.projections.learner.LearnerCardProjection;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.review.adapter.cards.HttpCardDirectory;
import dev.engram.review.adapter.kafka.KafkaReviewLog;
import dev.engram.review.adapter.mongo.MongoDecks;
import dev.engram.review.adapter.mongo.MongoRecordedHistory;
import dev.engram.review.adapter.mongo.MongoStudies;
import dev.engram.review.application.CardVerification;
import dev.engram.review.application.HistoryReader;
import dev.engram.review.application.Memberships;
import dev.engram.review.application.Patience;
import dev.engram.review.application.PlanReader;
import dev.engram.review.application.QueueReader;
import dev.engram.review.application.ReviewRecorder;
import dev.engram.review.application.ReviewRetractor;
import dev.engram.review.application.Waiting;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The use cases on their real ports. */
@ApplicationScoped
class UseCases {
    private final InstantSource clock = Clock.systemUTC();
    private final KafkaReviewLog log;
    private final HttpCardDirectory directory;
    private final Patience store;
    private final CardVerification cards;
    private final MongoRecordedHistory history;
    private final MongoStudies studies;
    private final MongoDecks decks;
    private final Waiting waiting;

    UseCases(
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            LogAppender appender,
            EngramTopics topics,
            Projections projections,
            ObjectMapper json,
            @ConfigProperty(name = "engram.cards.url") URI cardsUrl,
            ReviewConfig config) {
        // What a review waits for is asked with less patience than what a reader waits for.
        var door = database.withTimeout(config.doorTimeout().toMillis(), TimeUnit.MILLISECONDS);
        log = new KafkaReviewLog(appender, topics.reviews());
        directory = new HttpCardDirectory(cardsUrl, json);
        store = new Patience(clock, config.awayPause());
        cards = new CardVerification(
                new MongoDecks(Catalogue.of(door, topics.cards(), projections.catalogue.progress())),
                store,
                directory,
                new Patience(clock, config.awayPause()),
                clock);
        history = new MongoRecordedHistory(learnerCards(client, door, topics, projections));
        studies = new MongoStudies(learnerCards(client, database, topics, projections));
        decks = new MongoDecks(Catalogue.of(database, topics.cards(), projections.catalogue.progress()));
        waiting = new Waiting(studies, decks, config.longestWait());
    }

    private static LearnerCards learnerCards(
            MongoClient client, MongoDatabase database, EngramTopics topics, Projections projections) {
        return new LearnerCards(
                client, database, new LearnerCardProjection("schedule"), topics.reviews(), projections.schedule.progress());
    }

    @PreDestroy
    void stop() {
        directory.close();
    }

    @Produces
    @Singleton
    ReviewRecorder recorder() {
        return new ReviewRecorder(log, cards, history, store, clock);
    }

    @Produces
    @Singleton
    ReviewRetractor retractor() {
        return new ReviewRetractor(log, cards, history, store, clock);
    }

    @Produces
    @Singleton
    Memberships memberships() {
        return new Memberships(log, cards, studies, decks, waiting, clock);
    }

    @Produces
    @Singleton
    QueueReader queues(Memberships memberships) {
        return new QueueReader(studies, decks, memberships, waiting, clock);
    }

    @Produces
    @Singleton
    PlanReader plans() {
        return new PlanReader(studies, waiting);
    }

    @Produces
    @Singleton
    HistoryReader histories() {
        return new HistoryReader(studies, waiting);
    }
}
