package dev.engram.maintenance.log;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.Decoded;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.maintenance.log.LogRestoreReport.DeckGap;
import dev.engram.maintenance.log.LogRestoreReport.TopicCounts;
import dev.engram.projections.UnappliedException;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.runtime.catalogue.CommitDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Deck events from the commits. Of each deck everything is appended from the first version on that readers of the log cannot
 * complete: what comes after a gap is not applied, so it has to follow once more.
 */
final class DeckLogRestore {

    private static final int PROGRESS_EVERY = 1_000;

    private final Installation installation;
    private final LogTopic topic;
    private final @Nullable RecordWriter writer;
    private final Consumer<String> progress;
    private final MongoCollection<Document> commits;

    private final Map<DeckId, DeckProgress> readable = new HashMap<>();
    private final Set<DeckId> cutOff = new HashSet<>();
    private final Map<String, Long> written = new HashMap<>();
    private final List<UnreadableDocument> unreadable = new ArrayList<>();
    private final List<DeckGap> gaps = new ArrayList<>();
    private long inLog;
    private long held;

    /** @param writer absent: nothing is written */
    DeckLogRestore(
            MongoClient client,
            Installation installation,
            LogTopic topic,
            @Nullable RecordWriter writer,
            Consumer<String> progress) {
        this.installation = installation;
        this.topic = topic;
        this.writer = writer;
        this.progress = progress;
        this.commits = client.getDatabase(installation.databases().cards()).getCollection("commits");
    }

    void run() throws IOException {
        try (var reader = new RecordReader(installation.kafka())) {
            for (int partition = 0; partition < topic.definition().partitions(); partition++) {
                reader.read(topic.name(), partition, topic.begin(partition), topic.end(partition), origin -> {
                    inLog++;
                    if (DeckEvents.codec().decode(LearnerLog.texts(origin.headers()), origin.value())
                            instanceof Decoded.Event<DeckEvent>(var event)) {
                        follow(event);
                    }
                });
            }
        }
        for (var commit : commits.find().sort(new Document("_id", 1)).batchSize(8)) {
            write(commit);
        }
    }

    TopicCounts counts() {
        return new TopicCounts(topic.name(), inLog, held, written);
    }

    List<UnreadableDocument> unreadable() {
        return unreadable;
    }

    List<DeckGap> gaps() {
        return gaps;
    }

    /** As a reader of the log does. */
    private void follow(DeckEvent event) {
        try {
            readable.put(
                    event.stamp().deckId(),
                    readable.getOrDefault(event.stamp().deckId(), DeckProgress.NONE)
                            .apply(event));
        } catch (UnappliedException gap) {
            // parked by readers; it follows once more behind what is missing
        }
    }

    private void write(Document commit) throws IOException {
        List<DeckEvent> events;
        try {
            events = CommitDocument.events(commit);
        } catch (RuntimeException damaged) {
            unreadable.add(Unread.of(commits, commit, damaged).describe(false));
            return;
        }
        held += events.size();
        var deckId = CommitDocument.deckId(commit);
        long version = CommitDocument.version(commit);
        long complete = readable.getOrDefault(deckId, DeckProgress.NONE).completeVersion();
        if (version > complete + 1) {
            if (cutOff.add(deckId)) {
                gaps.add(new DeckGap(deckId.toString(), complete + 1));
            }
            return;
        }
        if (version == complete + 1) {
            for (var event : events) {
                append(event);
            }
        }
        if (writer != null && !Boolean.TRUE.equals(commit.getBoolean(CommitDocument.RELAYED))) {
            commits.updateOne(eq("_id", commit.get("_id")), Updates.set(CommitDocument.RELAYED, true));
        }
    }

    /** Certain before the next one is sent: a reader would park what stands behind one that was lost. */
    private void append(DeckEvent event) throws IOException {
        if (writer != null) {
            writer.append(topic.name(), DeckEvents.codec().encode(event));
            writer.flush();
        }
        follow(event);
        long count = written.merge(DeckEvents.codec().typeOf(event), 1L, Long::sum);
        if (count % PROGRESS_EVERY == 0) {
            progress.accept(String.format(Locale.ROOT, "%s: %,d events written", topic.name(), counts().total()));
        }
    }
}
