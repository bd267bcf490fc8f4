package dev.engram.maintenance.log;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.maintenance.log.LogRestoreReport.TopicCounts;
import dev.engram.projections.ContextHash;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.StoredParked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Learner events from the documents of all generations in both services. Partitions are taken in groups, so that what the log
 * holds of a group fits into memory; the documents are read once for each group.
 */
final class LearnerLogRestore {

    private static final int PROGRESS_EVERY = 5_000;

    private final MongoClient client;
    private final Installation installation;
    private final LogTopic topic;
    private final Set<String> erased;
    private final @Nullable RecordWriter writer;
    private final long mostRecords;
    private final Consumer<String> progress;
    private final ProjectionDefinition<LearnerEvent, ?, ?, ?> definition;

    private final Map<String, Long> written = new HashMap<>();
    private final Set<UnreadableDocument> unreadable = new HashSet<>();
    private long inLog;
    private long held;
    private long differing;
    private long learners;

    /**
     * @param erased hashes of learners of whom nothing is written, since one service may not have read yet that they are erased
     * @param writer absent: nothing is written
     * @param mostRecords of a group of partitions, unless a single one has more
     */
    LearnerLogRestore(
            MongoClient client,
            Installation installation,
            LogTopic topic,
            Set<String> erased,
            @Nullable RecordWriter writer,
            long mostRecords,
            Consumer<String> progress) {
        this.client = client;
        this.installation = installation;
        this.topic = topic;
        this.erased = erased;
        this.writer = writer;
        this.mostRecords = mostRecords;
        this.progress = progress;
        this.definition = LearnerCards.withCardAnswers(Installation.LEARNER_CARDS, topic.definition());
    }

    void run() throws IOException {
        var log = new LearnerLog();
        try (var reader = new RecordReader(installation.kafka())) {
            for (var group : groups()) {
                log.clear();
                for (int partition : group) {
                    read(reader, partition, log);
                }
                // first: what is written of them is noted, which learners' events, each met once, need not be
                writeParked(group, log);
                writeLearners(group, log);
                if (writer != null) {
                    writer.flush();
                }
            }
        }
    }

    TopicCounts counts() {
        return new TopicCounts(topic.name(), inLog, held, written);
    }

    List<UnreadableDocument> unreadable() {
        return List.copyOf(unreadable);
    }

    long differing() {
        return differing;
    }

    private List<Set<Integer>> groups() {
        var groups = new ArrayList<Set<Integer>>();
        long records = 0;
        for (int partition = 0; partition < topic.definition().partitions(); partition++) {
            if (groups.isEmpty() || records + topic.records(partition) > mostRecords) {
                groups.add(new HashSet<>());
                records = 0;
            }
            groups.getLast().add(partition);
            records += topic.records(partition);
        }
        return groups;
    }

    private void read(RecordReader reader, int partition, LearnerLog log) throws IOException {
        reader.read(topic.name(), partition, topic.begin(partition), topic.end(partition), origin -> {
            log.add(origin.key(), origin.headers(), origin.value());
            if (++inLog % PROGRESS_EVERY == 0) {
                progress.accept(String.format(Locale.ROOT, "%s: %,d records of the log read", topic.name(), inLog));
            }
        });
    }

    private void writeLearners(Set<Integer> group, LearnerLog log) throws IOException {
        var cursors = new ArrayList<LearnerDocuments>();
        var ownerless = new Recovered();
        try {
            for (var collection : collections("(\\.contexts)?")) {
                boolean contexts = collection.getNamespace().getCollectionName().endsWith(".contexts");
                cursors.add(new LearnerDocuments(collection, contexts, ownerless));
            }
            for (var learner = first(cursors); learner != null; learner = first(cursors)) {
                var found = new Recovered();
                for (var cursor : cursors) {
                    if (learner.equals(cursor.learner())) {
                        cursor.takeAll(found);
                    }
                }
                note(found, found.ownerless());
                if (group.contains(definition.partitionOf(learner.text()))
                        && !erased.contains(ContextHash.of(learner.text()))) {
                    write(found, log);
                }
            }
            note(ownerless, ownerless.ownerless());
        } finally {
            cursors.forEach(LearnerDocuments::close);
        }
    }

    private void note(Recovered found, List<Unread> documents) {
        for (var document : documents) {
            unreadable.add(document.describe(found.hasOtherCopy(document)));
            if (writer != null) {
                document.keep(client);
            }
        }
    }

    private static @Nullable LearnerId first(List<LearnerDocuments> cursors) {
        return cursors.stream()
                .map(LearnerDocuments::learner)
                .filter(Objects::nonNull)
                .min(LearnerId::compareTo)
                .orElse(null);
    }

    private void write(Recovered found, LearnerLog log) throws IOException {
        var others = new HashSet<Fingerprint>();
        for (var event : found.inOrder()) {
            held++;
            if (log.holdsCopy(event)) {
                continue;
            }
            if (log.holds(event)) {
                others.add(Fingerprint.ofIdentity(event));
            }
            written.merge(LearnerEvents.codec().typeOf(event), 1L, Long::sum);
            if (writer != null) {
                writer.append(topic.name(), LearnerEvents.codec().encode(event));
            }
        }
        differing += found.differing() + others.size();
        note(found, found.unread());
        if (++learners % PROGRESS_EVERY == 0) {
            progress.accept(String.format(Locale.ROOT, "%,d learners, %,d events written", learners, counts().total()));
        }
    }

    /** Records that no fold has applied; those that were discarded on purpose are left out. */
    private void writeParked(Set<Integer> group, LearnerLog log) throws IOException {
        for (var collection : collections("\\.parked")) {
            for (var stored : collection.find().sort(new Document("partition", 1).append("offset", 1))) {
                ParkedEvent event;
                try {
                    event = StoredParked.event(stored);
                } catch (RuntimeException damaged) {
                    note(new Recovered(), List.of(Unread.of(collection, stored, damaged)));
                    continue;
                }
                var resolution = event.resolution();
                if (group.contains(event.partition())
                        && !erased.contains(ContextHash.of(event.keyText()))
                        && (resolution == null || resolution.kind() == ParkedEvent.Resolution.Kind.REPLAYED)) {
                    write(event, log);
                }
            }
        }
    }

    private void write(ParkedEvent parked, LearnerLog log) throws IOException {
        var record = new ProducerRecord<byte[], byte[]>(
                topic.name(), parked.partition(), bytes(parked.key()), bytes(parked.value()));
        parked.headers().forEach(header -> record.headers().add(header.name(), bytes(header.value())));
        held++;
        if (log.holds(record.key(), record.headers(), record.value())) {
            return;
        }
        log.add(record.key(), record.headers(), record.value());
        var event = LearnerLog.event(record.key(), record.headers(), record.value());
        written.merge(event == null ? "undecodable" : LearnerEvents.codec().typeOf(event), 1L, Long::sum);
        if (writer != null) {
            writer.append(record);
        }
    }

    private static byte @Nullable [] bytes(@Nullable Binary binary) {
        return binary == null ? null : binary.getData();
    }

    /** The collections of all generations, also of those that the collection {@code projections} does not name any more. */
    private List<MongoCollection<Document>> collections(String rest) {
        var found = new ArrayList<MongoCollection<Document>>();
        Map.of(
                        installation.databases().review(), Installation.SCHEDULE,
                        installation.databases().analytics(), Installation.LEARNER_CARDS)
                .forEach((name, projection) -> {
                    var wanted = Pattern.compile(Pattern.quote(projection) + "\\.g\\d+" + rest);
                    var database = GenerationCollections.of(client.getDatabase(name), projection, 1)
                            .database();
                    var names = database.listCollectionNames().into(new ArrayList<>());
                    Collections.sort(names);
                    names.stream()
                            .filter(collection -> wanted.matcher(collection).matches())
                            .forEach(collection -> found.add(database.getCollection(collection)));
                });
        return found;
    }
}
