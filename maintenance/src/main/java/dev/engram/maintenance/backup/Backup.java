package dev.engram.maintenance.backup;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.maintenance.backup.BackupReport.CopiedRecords;
import dev.engram.maintenance.backup.LogCopy.ChunkLimit;
import dev.engram.maintenance.backup.Manifest.Chunk;
import dev.engram.maintenance.backup.Manifest.CopiedCollection;
import dev.engram.maintenance.backup.Manifest.CopiedDatabase;
import dev.engram.maintenance.backup.Manifest.CopiedTopic;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.maintenance.log.ErasureReplay;
import dev.engram.runtime.log.LogDamage;
import dev.engram.runtime.log.LogIdentities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Copies an installation into a folder while it runs. The log comes first and the databases after it, so every deck event in the
 * copied log has its commit in the copied databases. A further run into the same folder goes on where the last one ended, also
 * where that was cut off: it copies what the log has more, and the databases anew.
 */
public final class Backup {

    private static final String DATABASES = "databases";

    /** Hashes of people who were erased, one a line. */
    static final String ERASED = "erased.txt";

    private final MongoClient client;
    private final Installation installation;
    private final BackupFolder folder;
    private final String engramVersion;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /**
     * @param client without a time limit that a scan of a collection could reach
     * @param engramVersion noted in the backup
     * @param progress is given a line now and then
     */
    public Backup(
            MongoClient client,
            Installation installation,
            Path folder,
            String engramVersion,
            InstantSource clock,
            Consumer<String> progress) {
        this.client = client;
        this.installation = installation;
        this.folder = new BackupFolder(folder);
        this.engramVersion = engramVersion;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @throws RefusedException if the folder holds something else, or the log has lost records
     * @throws IOException if the broker does not answer or a file cannot be written
     * @throws com.mongodb.MongoException if the database cannot be read
     */
    public BackupReport run() throws IOException, InterruptedException {
        return run(ChunkLimit.USUAL);
    }

    BackupReport run(ChunkLimit limit) throws IOException, InterruptedException {
        var start = clock.instant();
        try (var _ = folder.lock();
                var topics = new LogTopics(installation.kafka());
                var reader = new RecordReader(installation.kafka())) {
            var known = folder.manifest();
            if (known.isEmpty()) {
                refuseForeignFiles();
            }
            var manifest = known.orElseGet(() -> Manifest.begun(engramVersion, start));
            folder.write(manifest);
            deleteOldDumps(manifest);
            var log = new LogCopy(folder, manifest, reader, limit, progress);
            var copied = new ArrayList<CopiedRecords>();
            var ended = new TreeMap<String, List<Long>>();
            refuseDamagedLog(topics);
            for (var definition : installation.topics()) {
                var topic = topic(topics, definition);
                long records = log.copy(topic);
                copied.add(new CopiedRecords(definition.name(), records, total(log.manifest(), definition)));
                ended.put(definition.name(), topic.snapshot().ends());
            }
            var databases = dump(start.toEpochMilli());
            refuseDamagedLog(topics);
            var complete = log.manifest()
                    .completed(engramVersion, clock.instant(), withEnds(log.manifest(), ended), databases);
            folder.write(complete);
            deleteOldDumps(complete);
            writeErased();
            return report(complete, copied, Duration.between(start, clock.instant()));
        }
    }

    /** For those who restore an older backup: whom they have to erase again. */
    private void writeErased() throws IOException {
        var known = new TreeSet<>(new ErasureReplay(client, installation, clock).known());
        Files.write(folder.file(ERASED), known);
    }

    /** The documents from which a damaged log can be restored are not part of a backup. */
    private void refuseDamagedLog(LogTopics topics) throws IOException {
        for (var definition : installation.topics()) {
            for (var database : installation.databases().withLog()) {
                // before the topic is looked at: a service may see a later end meanwhile
                var known = new LogIdentities(client.getDatabase(database)).read(definition.name());
                var found = topics.look(definition);
                var loss = known.isPresent() && found.isPresent()
                        ? known.get().lossIn(found.get(), clock.instant())
                        : Optional.<LogDamage>empty();
                if (loss.isPresent()) {
                    throw new RefusedException(
                            "the log is damaged, and a backup does not hold the documents that it can be restored from: %s"
                                    .formatted(loss.get().sentence()));
                }
            }
        }
    }

    private static LogTopic topic(LogTopics topics, TopicDefinition definition) throws IOException {
        return topics.find(definition)
                .orElseThrow(() -> new RefusedException(
                        "there is no topic %s: this broker has no log of Engram".formatted(definition.name())));
    }

    private static SortedMap<String, CopiedTopic> withEnds(Manifest manifest, SortedMap<String, List<Long>> ended) {
        var topics = new TreeMap<>(manifest.topics());
        ended.forEach((name, ends) -> topics.computeIfPresent(
                name, (_, topic) -> new CopiedTopic(topic.topicId(), topic.partitions(), ends, topic.chunks())));
        return topics;
    }

    private SortedMap<String, CopiedDatabase> dump(long run) throws IOException, InterruptedException {
        var dump = new DatabaseDump(client, folder, progress);
        var databases = new TreeMap<String, CopiedDatabase>();
        for (var database : installation.databases().all()) {
            progress.accept("copying database " + database);
            databases.put(database, dump.dump(database, DATABASES + "/" + run));
        }
        return databases;
    }

    private void refuseForeignFiles() throws IOException {
        try (var files = Files.list(folder.file("."))) {
            if (files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> !name.startsWith(".") && !name.endsWith(BackupFolder.UNFINISHED))) {
                throw new RefusedException(
                        folder + " holds files but no manifest.json of a backup; give an empty or a new folder");
            }
        }
    }

    /** Dumps of earlier runs, and of runs that were cut off. */
    private void deleteOldDumps(Manifest manifest) throws IOException {
        var databases = folder.file(DATABASES);
        if (Files.notExists(databases)) {
            return;
        }
        var current = manifest.databases().values().stream()
                .flatMap(database -> database.collections().stream())
                .map(collection -> folder.file(collection.file().path()))
                .toList();
        try (var runs = Files.list(databases)) {
            for (var run : runs.toList()) {
                if (current.stream().noneMatch(file -> file.startsWith(run))) {
                    folder.delete(run);
                }
            }
        }
    }

    private static long total(Manifest manifest, TopicDefinition definition) {
        var topic = manifest.topics().get(definition.name());
        return topic == null
                ? 0
                : topic.chunks().stream().mapToLong(Chunk::records).sum();
    }

    static BackupReport report(Manifest manifest, List<CopiedRecords> copied, Duration took) {
        var collections = manifest.databases().values().stream()
                .flatMap(database -> database.collections().stream())
                .toList();
        long bytes = collections.stream()
                .mapToLong(collection -> collection.file().bytes())
                .sum();
        for (var topic : manifest.topics().values()) {
            bytes += topic.chunks().stream()
                    .mapToLong(chunk -> chunk.file().bytes())
                    .sum();
        }
        return new BackupReport(
                copied,
                collections.size(),
                collections.stream().mapToLong(CopiedCollection::documents).sum(),
                bytes,
                took);
    }
}
