package dev.engram.runtime.host;

import com.mongodb.client.MongoClient;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.KafkaTopicMonitor;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.MongoGenerations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs the projections of a process between Kafka and a database of MongoDB. Safe for use by many threads. */
public final class ProjectionHost implements AutoCloseable {

    private final ProjectionSettings settings;
    private final MongoClient client;
    private final String database;
    private final RunnerEnvironment environment;
    private final List<HostedProjection<?, ?, ?, ?>> hosted = new CopyOnWriteArrayList<>();

    /** @param client of its own for projections, so that requests cannot starve them */
    public ProjectionHost(
            ProjectionSettings settings, MongoClient client, String database, RunnerEnvironment environment) {
        this.settings = settings;
        this.client = client;
        this.database = database;
        this.environment = environment;
    }

    /** Starts a projection and returns at once; it runs whether broker and database are there or not. */
    public <E, K, S, C> HostedProjection<E, K, S, C> start(ProjectionDefinition<E, K, S, C> definition) {
        var generations = new MongoGenerations<>(client, database, definition, settings.transactionTimeout());
        var projection = HostedProjection.start(
                settings,
                definition,
                generations,
                new KafkaTopicMonitor(settings, definition.topic()),
                environment);
        hosted.add(projection);
        return projection;
    }

    /** The projections started here, in that order. */
    public List<HostedProjection<?, ?, ?, ?>> projections() {
        return List.copyOf(hosted);
    }

    /** Ends all of them, each after the transaction at hand. */
    @Override
    public void close() {
        hosted.forEach(HostedProjection::beginClose);
        hosted.forEach(HostedProjection::close);
    }
}
