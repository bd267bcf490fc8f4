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
    private final Consumer<String> progress;

    /**
     * @param client without a time limit that a scan of a collection could reach
     * @param replicationFactor of a topic that is not there and is created
     * @param progress is given a line now and then
     */
    public LogRestore(
            MongoClient client, Installation installation, short replicationFactor, Consumer<String> progress) {
        this.client = client;
        this.installation = installation;
        this.replicationFactor = replicationFactor;
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
        try (var topics = new LogTopics(installation.bootstrapServers());
                var writer = dryRun ? null : new RecordWriter(installation.bootstrapServers())) {
            var cards = topic(topics, installation.cards(), dryRun);
            var reviews = topic(topics, installation.reviews(), dryRun);
            var decks = new DeckLogRestore(client, installation, cards, writer, progress);
            decks.run();
            var learners = new LearnerLogRestore(client, installation, reviews, writer, mostRecords, progress);
            learners.run();
            var unreadable = new ArrayList<>(decks.unreadable());
            unreadable.addAll(learners.unreadable());
            if (!dryRun) {
                adopt(topics);
            }
            return new LogRestoreReport(
                    dryRun, decks.counts(), learners.counts(), unreadable, learners.differing(), decks.gaps());
        }
    }

    /** Writes deck events only. */
    public LogRestoreReport.TopicCounts restoreDecks() throws IOException, InterruptedException {
        try (var topics = new LogTopics(installation.bootstrapServers());
                var writer = new RecordWriter(installation.bootstrapServers())) {
            var decks = new DeckLogRestore(
                    client, installation, topic(topics, installation.cards(), false), writer, progress);
            decks.run();
            return decks.counts();
        }
    }

    private LogTopic topic(LogTopics topics, TopicDefinition definition, boolean dryRun)
            throws IOException, InterruptedException {
        return dryRun
                ? topics.find(definition).orElseGet(() -> LogTopic.empty(definition))
                : topics.findOrCreate(definition, replicationFactor);
    }

    /** Services append again to topics that they know; and projections may be built from their beginning. */
    private void adopt(LogTopics topics) throws IOException, InterruptedException {
        var databases = installation.databases();
        for (var definition : installation.topics()) {
            var topic = topic(topics, definition, false);
            for (var database : List.of(databases.cards(), databases.review(), databases.analytics())) {
                new LogIdentities(client.getDatabase(database)).adopt(topic.name(), topic.snapshot());
            }
        }
    }
}
