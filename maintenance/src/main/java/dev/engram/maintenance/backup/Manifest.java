package dev.engram.maintenance.backup;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backup consists of. Files that it does not name do not belong to the backup.
 *
 * @param format version of this layout
 * @param engramVersion that wrote it last
 * @param created when the first run began
 * @param completed when the last complete run ended; absent before the first one
 * @param topics what has been copied of each topic, by name
 * @param databases as of the last complete run, by name
 */
record Manifest(
        int format,
        String engramVersion,
        String created,
        @Nullable String completed,
        SortedMap<String, CopiedTopic> topics,
        SortedMap<String, CopiedDatabase> databases) {

    static final int FORMAT = 1;

    /**
     * @param topicId Kafka's id of the topic that was copied
     * @param ends by partition: up to which offset the last complete run copied. Later chunks are newer than the databases
     * @param chunks by partition, in the order of their offsets and without a gap
     */
    record CopiedTopic(String topicId, int partitions, List<Long> ends, List<Chunk> chunks) {

        CopiedTopic {
            ends = List.copyOf(ends);
            chunks = List.copyOf(chunks);
        }

        List<Chunk> chunksOf(int partition) {
            return chunks.stream()
                    .filter(chunk -> chunk.partition() == partition)
                    .toList();
        }

        /** Those that the last complete run covers. */
        List<Chunk> completeChunksOf(int partition) {
            return chunksOf(partition).stream()
                    .filter(chunk -> !ends.isEmpty() && chunk.to() < ends.get(partition))
                    .toList();
        }
    }

    /**
     * @param from first offset
     * @param to last offset
     * @param records fewer than offsets where offsets have no record
     */
    record Chunk(int partition, long from, long to, long records, CopiedFile file) {}

    /** @param path within the backup, with {@code /} */
    record CopiedFile(String path, long bytes, String sha256) {}

    record CopiedDatabase(List<CopiedCollection> collections) {

        CopiedDatabase {
            collections = List.copyOf(collections);
        }
    }

    /**
     * @param options of the collection, as Extended JSON
     * @param indexes definitions as the server lists them, as Extended JSON
     */
    record CopiedCollection(String name, long documents, String options, List<String> indexes, CopiedFile file) {

        CopiedCollection {
            indexes = List.copyOf(indexes);
        }
    }

    Manifest {
        topics = new TreeMap<>(topics);
        databases = new TreeMap<>(databases);
    }

    static Manifest begun(String engramVersion, Instant now) {
        return new Manifest(FORMAT, engramVersion, now.toString(), null, new TreeMap<>(), new TreeMap<>());
    }

    Manifest withTopic(String name, CopiedTopic topic) {
        var changed = new TreeMap<>(topics);
        changed.put(name, topic);
        return new Manifest(format, engramVersion, created, completed, changed, databases);
    }

    Manifest completed(
            String version,
            Instant now,
            SortedMap<String, CopiedTopic> newTopics,
            SortedMap<String, CopiedDatabase> newDatabases) {
        return new Manifest(format, version, created, now.toString(), newTopics, newDatabases);
    }
}
