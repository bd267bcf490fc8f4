package dev.engram.runtime.host;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.audit.Audit;
import dev.engram.runtime.audit.AuditMode;
import dev.engram.runtime.audit.AuditProgress;
import dev.engram.runtime.audit.AuditRecords;
import dev.engram.runtime.audit.AuditReport;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.runtime.store.ProjectionStoppedException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Runs the projections of a process between Kafka and a database of MongoDB. Safe for use by many threads. */
public final class ProjectionHost implements AutoCloseable {

    private final ProjectionSettings settings;
    private final MongoClient client;
    private final String database;
    private final Function<TopicDefinition, TopicMonitor> topics;
    private final RunnerEnvironment environment;
    private final List<HostedProjection<?, ?, ?, ?>> hosted = new CopyOnWriteArrayList<>();

    /**
     * @param client of its own for projections, so that requests cannot starve them
     * @param topics the one monitor of a topic in this process; stays open when the host is closed
     */
    public ProjectionHost(
            ProjectionSettings settings,
            MongoClient client,
            String database,
            Function<TopicDefinition, TopicMonitor> topics,
            RunnerEnvironment environment) {
        this.settings = settings;
        this.client = client;
        this.database = database;
        this.topics = topics;
        this.environment = environment;
    }

    /** Starts a projection and returns at once; it runs whether broker and database are there or not. */
    public <E, K, S, C> HostedProjection<E, K, S, C> start(ProjectionDefinition<E, K, S, C> definition) {
        var generations = new MongoGenerations<>(client, database, definition, settings.transactionTimeout());
        var projection = HostedProjection.start(
                settings, definition, generations, topics.apply(definition.topic()), environment);
        hosted.add(projection);
        return projection;
    }

    /** The projections started here, in that order. */
    public List<HostedProjection<?, ?, ?, ?>> projections() {
        return List.copyOf(hosted);
    }

    /**
     * Compares the live generation of a projection with a fold of its log, see {@link Audit#run}.
     *
     * @throws IllegalStateException if there is no live generation of this fold version
     */
    public <E, K, S, C> AuditReport audit(
            HostedProjection<E, K, S, C> projection, AuditMode mode, AuditProgress progress) {
        var status = projection.status();
        var live = status.live();
        if (live == null || !status.isServing()) {
            throw new IllegalStateException("no live generation of fold version " + status.foldVersion());
        }
        if (mode.repair() && !projection.isCurrent()) {
            throw new IllegalStateException(
                    "log or generation are damaged, and nothing is repaired from them: ./engram status says what to do");
        }
        var definition = projection.definition();
        var audit = new Audit<>(client, definition, settings, environment.clock(), starts(projection, mode));
        var report = audit.run(
                GenerationCollections.of(client.getDatabase(database), definition.name(), live.number()),
                mode,
                progress);
        var unreadable = projection.generations().unreadable();
        unreadable.clear();
        if (mode.repair()) {
            projection.locateAgain();
        } else {
            audit.unreadable().forEach(unreadable::add);
        }
        return report;
    }

    /** Where the log begins. A damaged one is compared as if it began at 0, and nothing is repaired from it. */
    private static List<Long> starts(HostedProjection<?, ?, ?, ?> projection, AuditMode mode) {
        try {
            return projection.logStart();
        } catch (ProjectionStoppedException damaged) {
            if (mode.repair()) {
                throw damaged;
            }
            return Collections.nCopies(projection.definition().topic().partitions(), 0L);
        }
    }

    /** How the audits of the database ended, and who may audit. */
    public AuditRecords auditRecords() {
        return new AuditRecords(client.getDatabase(database));
    }

    /** Ends all of them, each after the transaction at hand. */
    @Override
    public void close() {
        hosted.forEach(HostedProjection::beginClose);
        hosted.forEach(HostedProjection::close);
    }
}
