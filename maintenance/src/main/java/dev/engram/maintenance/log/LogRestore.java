package dev.engram.maintenance.log;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.runtime.log.LogIdentities;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what the documents hold and the log lacks into the log: learner events from the documents of both services, deck
 * events from the commits. Repeated, also after it was cut off anywhere, it writes what is still lacking, so the result is the
 * same. Events that the log holds are never written again. It may run beside the services. At the end they accept the topics as
 * they are.
 */
public final class LogRestore {

    /** Records of the log whose fingerprints are held in memory at a time: about 100 MB. */
    private static final long MOST_RECORDS = 1_000_000;

    private final MongoClient client;
    private final Installation installation;
    private final short replicationFactor;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /**
     * @param client without a time limit that a scan of a collection could reach
     * @param replicationFactor of a topic that is not there and is created
     * @param progress is given a line now and then
     */
    public LogRestore(
            MongoClient client,
            Installation installation,
            short replicationFactor,
            InstantSource clock,
            Consumer<String> progress) {
        this.client = client;
        this.installation = installation;
        this.replicationFactor = replicationFactor;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param dryRun only look
     * @throws RefusedException if what is written to a topic would be lost again
     * @throws IOException if the broker does not answer
     * @throws com.mongodb.MongoException if the database does not
     */
    public LogRestoreReport run(boolean dryRun) throws IOException, InterruptedException {
        return run(dryRun, MOST_RECORDS);
    }

    LogRestoreReport run(boolean dryRun, long mostRecords) throws IOException, InterruptedException {
        try (var topics = new LogTopics(installation.kafka());
                var writer = dryRun ? null : new RecordWriter(installation.kafka())) {
            var cards = topic(topics, installation.cards(), dryRun);
            var reviews = topic(topics, installation.reviews(), dryRun);
            if (!dryRun) {
                new FoldedProjections(client, installation, clock).markDamaged(topics);
            }
            var decks = new DeckLogRestore(client, installation, cards, writer, progress);
            decks.run();
            var erasures = new ErasureReplay(client, installation, clock);
            var erased = erasures.known();
            var learners = new LearnerLogRestore(client, installation, reviews, erased, writer, mostRecords, progress);
            learners.run();
            erasures.run(erased, topic(topics, installation.reviews(), dryRun), writer);
            var unreadable = new ArrayList<>(decks.unreadable());
            unreadable.addAll(learners.unreadable());
            if (!dryRun) {
                adopt(topics, cards, decks.counts().total());
                adopt(topics, reviews, learners.counts().total());
            }
            return new LogRestoreReport(
                    dryRun, decks.counts(), learners.counts(), unreadable, learners.differing(), decks.gaps());
        }
    }

    /** Writes deck events only. @return the decks of which not all could be written */
    public List<LogRestoreReport.DeckGap> restoreDecks() throws IOException, InterruptedException {
        try (var topics = new LogTopics(installation.kafka());
                var writer = new RecordWriter(installation.kafka())) {
            var decks = new DeckLogRestore(
                    client, installation, topic(topics, installation.cards(), false), writer, progress);
            decks.run();
            return decks.gaps();
        }
    }

    /**
     * Begins to build again all projections whose log had lost records, after {@link #run}; for services that do not run, and so
     * cannot be asked for it. They go on with it when they start.
     *
     * @return the projections with their databases
     */
    public List<String> beginRebuilds() throws IOException, InterruptedException {
        try (var topics = new LogTopics(installation.kafka())) {
            return new FoldedProjections(client, installation, clock)
                    .beginRebuilds(List.of(
                            topic(topics, installation.cards(), false), topic(topics, installation.reviews(), false)));
        }
    }

    private LogTopic topic(LogTopics topics, TopicDefinition definition, boolean dryRun)
            throws IOException, InterruptedException {
        return dryRun
                ? topics.find(definition).orElseGet(() -> LogTopic.empty(definition))
                : topics.findOrCreate(definition, replicationFactor);
    }

    /** Services append again to a topic, and projections may be built from its beginning, if it is what was written here. */
    private void adopt(LogTopics topics, LogTopic before, long written) throws IOException {
        var now = topics.find(before.definition()).orElse(null);
        if (now == null
                || !now.snapshot().topicId().equals(before.snapshot().topicId())
                || !now.snapshot().begins().equals(before.snapshot().begins())
                || now.records() < before.records() + written) {
            throw new IOException(
                    "topic %s was changed while it was restored, and is not accepted: run ./engram log restore again"
                            .formatted(before.name()));
        }
        for (var database : installation.databases().withLog()) {
            new LogIdentities(client.getDatabase(database)).adopt(now.name(), now.snapshot(), clock.instant());
        }
    }
}
