package dev.engram.maintenance.backup;

import dev.engram.maintenance.backup.Manifest.Chunk;
import dev.engram.maintenance.backup.Manifest.CopiedTopic;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies what a backup lacks of a topic, in chunks; each one counts from the moment at which the manifest names it. */
final class LogCopy {

    /** What a chunk holds at most. */
    record ChunkLimit(long records, long characters) {
        static final ChunkLimit USUAL = new ChunkLimit(50_000, 32 << 20);
    }

    private final BackupFolder folder;
    private final RecordReader reader;
    private final ChunkLimit limit;
    private final Consumer<String> progress;
    private Manifest manifest;
    private long copied;

    LogCopy(BackupFolder folder, Manifest manifest, RecordReader reader, ChunkLimit limit, Consumer<String> progress) {
        this.folder = folder;
        this.manifest = manifest;
        this.reader = reader;
        this.limit = limit;
        this.progress = progress;
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Copies a topic up to the ends that it had when it was looked at.
     *
     * @return number of records copied
     * @throws RefusedException if it is not the topic of the backup, or has lost records since
     */
    long copy(LogTopic topic) throws IOException {
        long before = copied;
        var name = topic.name();
        var known = manifest.topics().get(name);
        if (known != null && !known.topicId().equals(topic.snapshot().topicId())) {
            throw new RefusedException(
                    "%s holds a backup of another log: topic %s has been created again since (id %s, now %s).\nUse an empty folder for the log as it is now, and keep this one."
                            .formatted(
                                    folder,
                                    name,
                                    known.topicId(),
                                    topic.snapshot().topicId()));
        }
        if (known == null) {
            manifest = manifest.withTopic(
                    name,
                    new CopiedTopic(
                            topic.snapshot().topicId(), topic.definition().partitions(), List.of(), List.of()));
        }
        for (int partition = 0; partition < topic.definition().partitions(); partition++) {
            copy(topic, partition);
        }
        return copied - before;
    }

    private void copy(LogTopic topic, int partition) throws IOException {
        var chunks = held(topic.name()).chunksOf(partition);
        long from = chunks.isEmpty() ? topic.begin(partition) : chunks.getLast().to() + 1;
        long end = topic.end(partition);
        if (end < from || from < topic.begin(partition)) {
            throw new RefusedException(
                    "topic %s has lost records: partition %d has offsets %d to %d now, the backup in %s continues at %d.\nKeep this backup. Restore the log first: ./engram log restore; then use an empty folder."
                            .formatted(topic.name(), partition, topic.begin(partition), end, folder, from));
        }
        try (var open = new OpenChunk(topic, partition, from)) {
            reader.read(topic.name(), partition, from, end, origin -> {
                open.add(RecordLine.of(origin), origin.offset());
                if (++copied % 10_000 == 0) {
                    report(topic, partition);
                }
            });
            open.finish(end - 1);
        }
    }

    private void report(LogTopic topic, int partition) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %,d records copied, partition %d of %d",
                topic.name(),
                copied,
                partition + 1,
                topic.definition().partitions()));
    }

    private CopiedTopic held(String topic) {
        var held = manifest.topics().get(topic);
        if (held == null) {
            throw new IllegalStateException("topic " + topic + " is in the manifest");
        }
        return held;
    }

    /** The chunk of a partition that is being written. */
    private final class OpenChunk implements AutoCloseable {
        private final LogTopic topic;
        private final int partition;
        private long from;
        private @Nullable LineFile file;

        OpenChunk(LogTopic topic, int partition, long from) {
            this.topic = topic;
            this.partition = partition;
            this.from = from;
        }

        void add(String line, long offset) throws IOException {
            if (file == null) {
                file = new LineFile(folder.file(directory() + "/next.ndjson.gz" + BackupFolder.UNFINISHED));
            }
            file.add(line);
            if (file.count() >= limit.records() || file.characters() >= limit.characters()) {
                finish(offset);
            }
        }

        /** @param to last offset that it covers */
        void finish(long to) throws IOException {
            if (file == null) {
                return;
            }
            var path = "%s/%020d-%020d.ndjson.gz".formatted(directory(), from, to);
            long records = file.count();
            var chunk = new Chunk(partition, from, to, records, file.finish(folder, path));
            file = null;
            from = to + 1;
            var held = held(topic.name());
            var chunks = new ArrayList<>(held.chunks());
            chunks.add(chunk);
            manifest = manifest.withTopic(
                    topic.name(), new CopiedTopic(held.topicId(), held.partitions(), held.ends(), chunks));
            folder.write(manifest);
            report(topic, partition);
        }

        private String directory() {
            return "%s/%02d".formatted(topic.name(), partition);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
