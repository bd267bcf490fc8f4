package dev.engram.cli.bench.analytics;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.topic.Topics;
import dev.engram.local.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/**
 * What is stored.
 *
 * @param collections of a generation and of the catalogue, by name
 * @param log bytes of the topic of reviews
 */
record Growth(String documents, Map<String, Size> collections, long log) {
    private static final String ACTIVITY = ".activity";
    private static final String OF_CARDS = ".cards";
    private static final String CATALOGUE = "catalogue.g";

    /**
     * What a collection takes.
     *
     * @param count of documents
     * @param plain bytes of documents before they are compressed
     * @param stored bytes of documents on disk
     * @param index bytes of indexes on disk
     */
    record Size(long count, long plain, long stored, long index) {
        static final Size NONE = new Size(0, 0, 0, 0);

        Size minus(Size other) {
            return new Size(count - other.count, plain - other.plain, stored - other.stored, index - other.index);
        }

        /** For so many of something. */
        String per(long number) {
            return "%,d bytes of documents (%,d before compression) and %,d of indexes"
                    .formatted(stored / number, plain / number, index / number);
        }
    }

    /**
     * As it is now.
     *
     * @param documents the collection of a generation's documents
     * @param home of the stack
     */
    static Growth of(MongoClient client, String database, String documents, Path home) throws IOException {
        client.getDatabase("admin").runCommand(new Document("fsync", 1));
        MongoDatabase found = client.getDatabase(database);
        Map<String, Size> sizes = new TreeMap<>();
        for (String name : found.listCollectionNames()) {
            if (name.startsWith(documents) || name.startsWith(CATALOGUE)) {
                Document stats = found.runCommand(new Document("collStats", name));
                sizes.put(
                        name,
                        new Size(
                                number(stats, "count"),
                                number(stats, "size"),
                                number(stats, "storageSize"),
                                number(stats, "totalIndexSize")));
            }
        }
        return new Growth(documents, sizes, logBytes(home));
    }

    /**
     * What has come since.
     *
     * @param reviews that were folded
     * @param learners who answered them
     */
    List<String> since(Growth before, long reviews, long learners) {
        List<String> lines = new ArrayList<>();
        Size states = size(documents).minus(before.size(documents));
        Size days = size(documents + ACTIVITY).minus(before.size(documents + ACTIVITY));
        lines.add("log: %,d bytes per review".formatted((log - before.log) / reviews));
        lines.add("per learner and card, with %.1f reviews: %s"
                .formatted((double) reviews / states.count, states.per(states.count)));
        lines.add("per review: %s".formatted(states.per(reviews)));
        if (days.count > 0) {
            lines.add("per learner and day: %s; %,d days of %,d learners"
                    .formatted(days.per(days.count), days.count, learners));
        }
        Size ofCards = size(documents + OF_CARDS).minus(before.size(documents + OF_CARDS));
        if (ofCards.count > 0) {
            lines.add("per card, day and partition of all learners: %s; %,d of these"
                    .formatted(ofCards.per(ofCards.count), ofCards.count));
        }
        collections.forEach((name, size) -> {
            if (name.matches("catalogue\\.g[0-9]+") && size.count > 0) {
                lines.add("per card of the catalogue: %s".formatted(size.per(size.count)));
            }
        });
        return lines;
    }

    private Size size(String collection) {
        return collections.getOrDefault(collection, Size.NONE);
    }

    private static long number(Document stats, String field) {
        return stats.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** Of segments without their indexes, which are made larger than they are. */
    private static long logBytes(Path home) throws IOException {
        long bytes = 0;
        for (Path file : Folders.files(home)) {
            if (isSegment(file)) {
                bytes += file.toFile().length();
            }
        }
        return bytes;
    }

    private static boolean isSegment(Path file) {
        Path folder = file.getParent();
        return folder != null
                && folder.getFileName().toString().startsWith(Topics.REVIEWS.name() + "-")
                && file.toString().endsWith(".log");
    }
}
