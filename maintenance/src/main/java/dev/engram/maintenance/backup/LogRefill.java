package dev.engram.maintenance.backup;

import dev.engram.maintenance.backup.Manifest.Chunk;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.maintenance.cluster.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes copied records into a topic, each into its partition and in its order; goes on behind those that are there already. */
final class LogRefill {

    private static final int PROGRESS_EVERY = 10_000;

    private final BackupFolder folder;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final Consumer<String> progress;
    private long written;

    LogRefill(BackupFolder folder, RecordReader reader, RecordWriter writer, Consumer<String> progress) {
        this.folder = folder;
        this.reader = reader;
        this.writer = writer;
        this.progress = progress;
    }

    /** Records written. */
    long written() {
        return written;
    }

    /**
     * @param chunks of the partition, in order
     * @throws RefusedException if the partition holds something else than the beginning of the backup
     */
    void fill(LogTopic topic, int partition, List<Chunk> chunks) throws IOException {
        var name = topic.name();
        try (var copied = new CopiedRecords(folder, name, partition, chunks)) {
            reader.read(name, partition, topic.begin(partition), topic.end(partition), origin -> {
                var expected = copied.next();
                if (expected != null && !isSame(origin, expected)) {
                    throw new RefusedException(
                            "partition %d of topic %s holds another record at offset %d than the backup: this is not what an earlier restore of it has written; start with an empty installation"
                                    .formatted(partition, name, origin.offset()));
                }
            });
            for (var next = copied.next(); next != null; next = copied.next()) {
                writer.append(next);
                if (++written % PROGRESS_EVERY == 0) {
                    report(name);
                }
            }
            writer.flush();
            report(name);
        }
    }

    private void report(String topic) {
        progress.accept(String.format(Locale.ROOT, "%s: %,d records written", topic, written));
    }

    private static boolean isSame(ConsumerRecord<byte[], byte[]> origin, ProducerRecord<byte[], byte[]> copied) {
        return Arrays.equals(origin.key(), copied.key())
                && Arrays.equals(origin.value(), copied.value())
                && Arrays.equals(origin.headers().toArray(), copied.headers().toArray());
    }

    /** The records of chunks, one after the other. */
    private static final class CopiedRecords implements AutoCloseable {
        private final BackupFolder folder;
        private final String topic;
        private final int partition;
        private final Iterator<Chunk> chunks;
        private @Nullable BufferedReader lines;

        CopiedRecords(BackupFolder folder, String topic, int partition, List<Chunk> chunks) {
            this.folder = folder;
            this.topic = topic;
            this.partition = partition;
            this.chunks = chunks.iterator();
        }

        /** Null at the end. */
        @Nullable
        ProducerRecord<byte[], byte[]> next() throws IOException {
            while (true) {
                if (lines == null) {
                    if (!chunks.hasNext()) {
                        return null;
                    }
                    lines = LineFile.read(folder.file(chunks.next().file().path()));
                }
                var line = lines.readLine();
                if (line != null) {
                    return RecordLine.parse(line, topic, partition);
                }
                close();
            }
        }

        @Override
        public void close() throws IOException {
            if (lines != null) {
                lines.close();
                lines = null;
            }
        }
    }
}
