package dev.engram.review.adapter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.kit.deck.HttpDeckDirectory;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.kit.topic.TopicGuard;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.adapter.cards.HttpCardDirectory;
import dev.engram.review.adapter.feed.EventStreams;
import dev.engram.review.adapter.fitting.MongoFitJobs;
import dev.engram.review.application.CardVerification;
import dev.engram.review.application.CohortMemberships;
import dev.engram.review.application.DailyReviews;
import dev.engram.review.application.DeckMemberships;
import dev.engram.review.application.EntryQueries;
import dev.engram.review.application.ExamForecasts;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.application.LeechReader;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.ReviewRecorder;
import dev.engram.review.application.erasure.LearnerErasure;
import dev.engram.review.application.feed.ChangeFeed;
import dev.engram.review.application.feed.ChangeStreams;
import dev.engram.review.application.fitting.FitJobs;
import dev.engram.review.application.fitting.LearnerFits;
import dev.engram.review.application.fitting.NightlyFits;
import dev.engram.review.application.fitting.WeightsFitting;
import dev.engram.review.application.history.ConflictReader;
import dev.engram.review.application.history.RecentReviews;
import dev.engram.review.application.plan.PlanPreview;
import dev.engram.review.application.plan.StudyPlans;
import dev.engram.review.application.queue.QueueReader;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.learner.StateCache;
import dev.engram.runtime.query.MongoChangeQueries;
import dev.engram.runtime.query.MongoChangeWatch;
import dev.engram.runtime.query.MongoProjectionQueries;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the projections and makes the use cases with their adapters. */
@Startup
@Singleton
class ReviewBeans {
    private final InstantSource clock = InstantSource.system();
    private final ReviewConfig config;
    private final ReviewLog log;
    private final VisibleDecks visible;
    private final CardVerification cards;
    private final EntryQueries entry;
    private final ProjectionQueries queries;
    private final JobSlots queueSlots;
    private final JobSlots historySlots;
    private final FitJobs fitJobs;
    private final JobSlots examSlots;
    private final ChangeFeed changes;
    private final ChangeStreams streams;

    ReviewBeans(
            @Named("http") MongoClient client,
            @Named("http-database") MongoDatabase database,
            LogAppender appender,
            EngramTopics topics,
            TopicGuard guard,
            ProjectionHost host,
            HttpCardDirectory directory,
            @ConfigProperty(name = "engram.cards.url") URI cardsAddress,
            ReviewConfig config,
            MeterRegistry meters) {
        this.config = config;
        log = new ReviewLog(appender, topics.reviews(), () -> guard.requireSound(topics.reviews()));
        var catalogue = host.start(Catalogue.definition(topics.cards()));
        var schedule = host.start(LearnerCards.definition("schedule", topics.reviews()));
        var cardService = circuitBreaker("card-service", config, meters);
        visible = new VisibleDecks(new HttpDeckDirectory(cardsAddress), cardService, clock);
        cards = new CardVerification(directory, visible, cardService, clock);
        var states = new StateCache(config.rememberedStates().asLongValue());
        // A learner whose review waits for the database waits less long than one who reads.
        var entryDatabase = database.withTimeout(config.entryTimeout().toMillis(), TimeUnit.MILLISECONDS);
        entry = new EntryQueries(
                new MongoProjectionQueries(client, entryDatabase, schedule, catalogue, states),
                circuitBreaker("database", config, meters));
        var readDatabase = database.withTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
        queries = new MongoProjectionQueries(client, readDatabase, schedule, catalogue, states);
        queueSlots = new JobSlots("queue", config.queue().limits(), meters);
        historySlots = new JobSlots("history", config.history().limits(), meters);
        fitJobs = new MongoFitJobs(readDatabase);
        examSlots = new JobSlots("exam", config.exam().limits(), meters);
        changes = new ChangeFeed(
                new MongoChangeQueries(client, readDatabase, schedule, catalogue),
                queries,
                visible,
                new JobSlots("changes", config.changes().limits(), meters),
                config.longestWait());
        var streams = config.streams();
        this.streams = new ChangeStreams(
                new MongoChangeWatch(client, readDatabase, schedule, catalogue),
                new ChangeStreams.Limits(streams.perLearner(), streams.most(), streams.look(), streams.pause()),
                meters);
    }

    private CircuitBreaker circuitBreaker(String dependency, ReviewConfig config, MeterRegistry meters) {
        var breaker = new CircuitBreaker(dependency, clock, config.awayPause());
        FunctionCounter.builder("engram.circuit.opened", breaker, CircuitBreaker::timesOpened)
                .tag("dependency", dependency)
                .register(meters);
        return breaker;
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return clock;
    }

    @Produces
    @Singleton
    ReviewRecorder recorder() {
        return new ReviewRecorder(log, cards, entry);
    }

    @Produces
    @Singleton
    ProjectionQueries queries() {
        return queries;
    }

    @Produces
    @Singleton
    LearnerErasure erasure() {
        return new LearnerErasure(log, fitJobs);
    }

    @Produces
    @Singleton
    DeckMemberships memberships() {
        return new DeckMemberships(
                log,
                cards,
                visible,
                entry,
                queries,
                new DeckMemberships.Quota(config.maxCards(), config.maxDecks()),
                clock,
                config.longestWait());
    }

    @Produces
    @Singleton
    CohortMemberships cohortMemberships(DeckMemberships decks) {
        return new CohortMemberships(
                decks,
                entry,
                queries,
                new CohortMemberships.Quota(config.maxCohorts(), config.maxMembers()),
                config.longestWait());
    }

    @Produces
    @Singleton
    QueueReader queues() {
        return new QueueReader(queries, visible, queueSlots, clock, config.maxQueueCards(), config.longestWait());
    }

    @Produces
    @Singleton
    StudyPlans plans() {
        return new StudyPlans(log, queries, clock, config.longestWait());
    }

    @Produces
    @Singleton
    PlanPreview preview(StudyPlans plans) {
        return new PlanPreview(queries, visible, plans, historySlots, clock, config.maxQueueCards());
    }

    @Produces
    @Singleton
    ExamForecasts examForecasts() {
        return new ExamForecasts(queries, visible, examSlots, clock, config.longestWait());
    }

    @Produces
    @Singleton
    DailyReviews dailyReviews() {
        return new DailyReviews(clock, new DailyReviews.Share(config.maxPerDay(), config.maxImportedPerDay()));
    }

    @Produces
    @Singleton
    ConflictReader conflicts() {
        return new ConflictReader(queries, historySlots, config.longestWait());
    }

    @Produces
    @Singleton
    RecentReviews recentReviews() {
        return new RecentReviews(queries, historySlots, clock, config.longestWait());
    }

    @Produces
    @Singleton
    ChangeFeed changes() {
        return changes;
    }

    @Produces
    @Singleton
    LeechReader leeches() {
        return new LeechReader(queries, config.longestWait());
    }

    @Produces
    @Singleton
    ChangeStreams streams() {
        streams.start();
        return streams;
    }

    @Produces
    @Singleton
    EventStreams eventStreams(ChangeStreams started) {
        var settings = config.streams();
        return new EventStreams(
                changes::page,
                started,
                new EventStreams.Settings(settings.heartbeat(), settings.stalled()),
                settings.readersAtATime(),
                clock);
    }

    void close(@Disposes ChangeStreams ended) {
        ended.close();
    }

    @Produces
    @Singleton
    LearnerReader learners() {
        return new LearnerReader(queries, historySlots, config.longestWait());
    }

    @Produces
    @Singleton
    WeightsFitting fitting(StudyPlans plans) {
        return new WeightsFitting(queries, log, plans, fitJobs, clock, config.mostWaitingFits());
    }

    void close(@Disposes WeightsFitting fitting) {
        fitting.close();
    }

    @Produces
    @Singleton
    NightlyFits nightlyFits(WeightsFitting fitting) {
        return new NightlyFits(queries, fitting, fitJobs, clock);
    }

    @Produces
    @Singleton
    LearnerFits fits(StudyPlans plans) {
        return new LearnerFits(queries, plans, fitJobs, clock, config.longestWait());
    }
}
