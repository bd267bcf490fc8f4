package dev.engram.maintenance.backup;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.maintenance.backup.BackupReport.CopiedRecords;
import dev.engram.maintenance.backup.Manifest.Chunk;
import dev.engram.maintenance.backup.Manifest.CopiedTopic;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.maintenance.log.ErasureReplay;
import dev.engram.maintenance.log.LogRestore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an installation out of a backup, on a broker and a replica set that hold nothing of Engram, before its services are
 * started. Cut off, it is run again and goes on.
 */
public final class Restore {

    private final BackupFolder folder;
    private final Set<String> erased;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /**
     * @param erased hashes of people who were erased after the backup was made
     * @param progress is given a line now and then
     */
    public Restore(Path folder, Set<String> erased, InstantSource clock, Consumer<String> progress) {
        this.erased = Set.copyOf(erased);
        this.folder = new BackupFolder(folder);
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Looks at every file of the backup.
     *
     * @throws RefusedException if it is not complete, or one is missing or changed
     */
    public void verify() throws IOException {
        var manifest = manifest();
        for (var topic : manifest.topics().values()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                verify(topic.completeChunksOf(partition));
            }
        }
        for (var database : manifest.databases().values()) {
            for (var collection : database.collections()) {
                progress.accept("checking " + collection.file().path());
                folder.verify(collection.file());
            }
        }
    }

    private void verify(List<Chunk> chunks) throws IOException {
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            if (i > 0 && chunk.from() != chunks.get(i - 1).to() + 1) {
                throw new RefusedException(
                        "%s does not begin where the file before it ends, at offset %d; the backup is damaged and nothing was restored"
                                .formatted(
                                        folder.file(chunk.file().path()),
                                        chunks.get(i - 1).to() + 1));
            }
            progress.accept("checking " + chunk.file().path());
            folder.verify(chunk.file());
        }
    }

    private Manifest manifest() throws IOException {
        var manifest = folder.manifest()
                .orElseThrow(() -> new RefusedException(folder + " holds no backup: there is no manifest.json"));
        if (manifest.completed() == null) {
            throw new RefusedException("the backup in " + folder
                    + " was cut off before it was complete: run ./engram backup with it again, or take another one");
        }
        return manifest;
    }

    /**
     * Writes log and databases; {@link #verify} comes first.
     *
     * @param replicationFactor of the topics that are created
     * @throws RefusedException if there is something else already; nothing was changed
     * @throws IOException if the broker does not answer or a file cannot be read
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public BackupReport run(MongoClient client, Installation installation, short replicationFactor)
            throws IOException, InterruptedException {
        var start = clock.instant();
        var manifest = manifest();
        var load = new DatabaseLoad(client, installation.databases(), folder, progress);
        try (var topics = new LogTopics(installation.kafka());
                var reader = new RecordReader(installation.kafka());
                var writer = new RecordWriter(installation.kafka())) {
            if (!load.hasBegun(folder.fingerprint())) {
                load.requireEmpty();
                for (var definition : installation.topics()) {
                    requireEmpty(topics, definition);
                }
                load.begin(folder.fingerprint(), start);
            }
            var refill = new LogRefill(folder, reader, writer, progress);
            var copied = new ArrayList<CopiedRecords>();
            for (var definition : installation.topics()) {
                var topic = topics.findOrCreate(definition, replicationFactor);
                copied.add(fill(refill, topic, manifest.topics().get(definition.name())));
            }
            for (var database : manifest.databases().entrySet()) {
                load.load(database.getKey(), database.getValue().collections());
            }
            // the log was copied before the databases: they may know of an erasure that it does not
            var erasures = new ErasureReplay(client, installation, clock);
            var all = new HashSet<>(erasures.known());
            all.addAll(erased);
            erasures.run(all, topics.findOrCreate(installation.reviews(), replicationFactor), writer);
            // commits that were made after the log had been copied
            var gaps = new LogRestore(client, installation, replicationFactor, clock, progress).restoreDecks();
            load.end();
            if (!gaps.isEmpty()) {
                throw new IOException(
                        "the backup is restored but for %d deck(s) with a commit missing or unreadable, so that readers do not see the rest of them: %s"
                                .formatted(gaps.size(), gaps));
            }
            return Backup.report(manifest, copied, Duration.between(start, clock.instant()));
        }
    }

    private static void requireEmpty(LogTopics topics, TopicDefinition definition) throws IOException {
        var found = topics.find(definition);
        if (found.isPresent() && found.get().snapshot().ends().stream().anyMatch(end -> end > 0)) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "topic %s holds %,d records. %s",
                    definition.name(),
                    found.get().records(),
                    DatabaseLoad.EMPTY_ONLY));
        }
    }

    private static CopiedRecords fill(LogRefill refill, LogTopic topic, @Nullable CopiedTopic copied)
            throws IOException {
        var name = topic.name();
        if (copied == null || copied.partitions() != topic.definition().partitions()) {
            throw new RefusedException("the backup has no topic %s with %d partitions"
                    .formatted(name, topic.definition().partitions()));
        }
        long before = refill.written();
        long total = 0;
        for (int partition = 0; partition < copied.partitions(); partition++) {
            var chunks = copied.completeChunksOf(partition);
            refill.fill(topic, partition, chunks);
            total += chunks.stream().mapToLong(Chunk::records).sum();
        }
        return new CopiedRecords(name, refill.written() - before, total);
    }
}
