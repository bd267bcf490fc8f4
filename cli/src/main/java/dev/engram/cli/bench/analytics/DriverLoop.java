package dev.engram.cli.bench.analytics;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.engram.events.topic.Topics;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.store.GenerationCollections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * What a projection costs without consumer and fold: reads and writes of the documents that it has made, in the same transactions, into
 * collections with the same indexes, by the driver alone. What is written is made before the clock runs.
 */
final class DriverLoop {
    private static final String DATABASE = "bench_driver";
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final LearnerCardMapping MAPPING = new LearnerCardMapping();
    private static final String RECORDED = "recorded";
    private static final String DAYS = "days";

    /** Fields that an answer does not change, or that grow by an entry. */
    private static final Set<String> KEPT = Set.of(
            "_id", "learnerId", "cardId", "context", "epoch", RECORDED, DAYS, "actions", "retracted", "conflicts");

    /** Of all counts of a card and week, an answer changes about so many. */
    private static final int COUNTS_OF_AN_ANSWER = 5;

    private final ProjectionDefinition<?, ?, ?, ?> definition =
            LearnerCards.withCardAnswers(ProjectionWatch.NAME, Topics.REVIEWS);
    private final MongoClient client;
    private final GenerationCollections source;
    private final GenerationCollections target;
    private final MongoCollection<Document> activity;
    private final MongoCollection<Document> ofCards;
    private final int perTransaction;
    private final Map<LearnerCardKey, Integer> written = new HashMap<>();

    /**
     * A loop, which begins with empty collections.
     *
     * @param source what the projection has made
     * @param perTransaction events of a transaction
     */
    DriverLoop(MongoClient client, GenerationCollections source, int perTransaction) {
        this.client = client;
        this.source = source;
        this.perTransaction = perTransaction;
        client.getDatabase(DATABASE).drop();
        this.target = GenerationCollections.of(client.getDatabase(DATABASE), "documents", 1);
        this.activity = target.rows(Activity.BY_DAY);
        this.ofCards = target.rows(CardAnswers.BY_WEEK);
        copyIndexes(source.documents(), target.documents());
        copyIndexes(source.contexts(), target.contexts());
        copyIndexes(source.rows(Activity.BY_DAY), activity);
        copyIndexes(source.rows(CardAnswers.BY_WEEK), ofCards);
    }

    /**
     * What the loop took, without the first fifth.
     *
     * @param read reading of contexts and documents
     * @param documents writing of documents
     * @param rows writing of counts
     * @param commit until a majority has the transaction on disk
     */
    record Took(long events, Duration read, Duration documents, Duration rows, Duration commit) {
        double perSecond() {
            return events / (total().toNanos() / 1e9);
        }

        /** Shares of the time. */
        String shares() {
            return "reading %.0f %%, documents %.0f %%, counts %.0f %%, commit %.0f %%"
                    .formatted(share(read), share(documents), share(rows), share(commit));
        }

        private double share(Duration part) {
            return 100.0 * part.toNanos() / total().toNanos();
        }

        private Duration total() {
            return read.plus(documents).plus(rows).plus(commit);
        }

        private Took and(Took other) {
            return new Took(
                    events + other.events,
                    read.plus(other.read),
                    documents.plus(other.documents),
                    rows.plus(other.rows),
                    commit.plus(other.commit));
        }
    }

    /** @param answered what the projection has folded, in the order of the log */
    Took run(List<LearnerCardKey> answered) {
        List<List<LearnerCardKey>> batches = batches(answered);
        Took took = new Took(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (ClientSession session = client.startSession()) {
            for (int i = 0; i < batches.size(); i++) {
                Batch batch = batch(batches.get(i), i);
                Took one = write(session, batch, i, batches.get(i).size());
                took = i < batches.size() / 5 ? took : took.and(one);
            }
        }
        client.getDatabase(DATABASE).drop();
        return took;
    }

    /** Of one partition each, as a consumer gets them. */
    private List<List<LearnerCardKey>> batches(List<LearnerCardKey> answered) {
        Map<Integer, List<LearnerCardKey>> partitions = new TreeMap<>();
        for (LearnerCardKey key : answered) {
            partitions
                    .computeIfAbsent(definition.partitionOf(key.learnerId().text()), _ -> new ArrayList<>())
                    .add(key);
        }
        List<List<LearnerCardKey>> batches = new ArrayList<>();
        for (List<LearnerCardKey> partition : partitions.values()) {
            for (int from = 0; from < partition.size(); from += perTransaction) {
                batches.add(partition.subList(from, Math.min(from + perTransaction, partition.size())));
            }
        }
        return batches;
    }

    /** What a transaction reads and writes. */
    private record Batch(
            List<String> contexts,
            List<Document> ids,
            List<WriteModel<Document>> documents,
            List<WriteModel<Document>> days,
            List<WriteModel<Document>> cards) {}

    private Batch batch(List<LearnerCardKey> answered, int turn) {
        Map<LearnerCardKey, Integer> counts = new LinkedHashMap<>();
        answered.forEach(key -> counts.merge(key, 1, Integer::sum));
        List<Document> ids = counts.keySet().stream().map(MAPPING::id).toList();
        List<WriteModel<Document>> documents = new ArrayList<>();
        Map<Document, Integer> perDay = new LinkedHashMap<>();
        Map<Document, Integer> perCard = new LinkedHashMap<>();
        for (Document made : source.documents().find(in("_id", ids))) {
            LearnerCardKey key = MAPPING.key(made);
            int from = written.getOrDefault(key, 0);
            int to = from + counts.getOrDefault(key, 0);
            written.put(key, to);
            documents.add(from == 0 ? inserted(made, to, turn) : updated(made, from, to, turn));
            for (Document day : part(made, DAYS, from, to)) {
                Document id = new Document("subject", key.learnerId().text()).append("day", day.get("day"));
                perDay.merge(id, 1, Integer::sum);
                Document ofCard = new Document(
                                "subject",
                                CardAnswers.subject(
                                        key.cardId(), key.learnerId().isSimulated()))
                        .append("day", monday(day))
                        .append(
                                "partition",
                                definition.partitionOf(key.learnerId().text()));
                perCard.merge(ofCard, 1, Integer::sum);
            }
        }
        List<String> contexts = counts.keySet().stream()
                .map(key -> key.learnerId().text())
                .distinct()
                .toList();
        return new Batch(
                contexts,
                ids,
                documents,
                additions(perDay, Activity.BY_DAY.counts(), new Document("$set", new Document("partition", 0))),
                additions(perCard, CardAnswers.BY_WEEK.counts().subList(0, COUNTS_OF_AN_ANSWER), new Document()));
    }

    private static long monday(Document day) {
        long epochDay = day.get("day", Number.class).longValue();
        return CardWeek.monday(CardWeek.week(epochDay)).toEpochDay();
    }

    private static List<WriteModel<Document>> additions(Map<Document, Integer> rows, List<String> names, Document set) {
        List<WriteModel<Document>> additions = new ArrayList<>();
        rows.forEach((id, answers) -> {
            Document counts = new Document();
            names.forEach(name -> counts.append(name, (long) answers));
            additions.add(new UpdateOneModel<>(
                    eq("_id", id), new Document(set).append("$inc", counts), new UpdateOptions().upsert(true)));
        });
        return additions;
    }

    private static WriteModel<Document> inserted(Document made, int to, int turn) {
        Document document = new Document(made);
        document.putAll(changed(made, to, turn));
        document.append(RECORDED, part(made, RECORDED, 0, to)).append(DAYS, part(made, DAYS, 0, to));
        return new InsertOneModel<>(document);
    }

    private static WriteModel<Document> updated(Document made, int from, int to, int turn) {
        Document push = new Document(RECORDED, new Document("$each", part(made, RECORDED, from, to)))
                .append(DAYS, new Document("$each", part(made, DAYS, from, to)));
        return new UpdateOneModel<>(
                eq("_id", made.get("_id")), new Document("$push", push).append("$set", changed(made, to, turn)));
    }

    /** Fields that each answer changes; some of each index so that it is written, too. */
    private static Document changed(Document made, int reviews, int turn) {
        Document changed = new Document(made);
        changed.keySet().removeAll(KEPT);
        if (changed.get("lapseTest") instanceof Document test) {
            changed.append("lapseTest", new Document(test).append("n", reviews));
        }
        return changed.append("reviews", reviews).append("turn", (long) turn);
    }

    private static List<Document> part(Document made, String field, int from, int to) {
        List<Document> all = made.getList(field, Document.class);
        return all.subList(Math.min(from, all.size()), Math.min(to, all.size()));
    }

    private Took write(ClientSession session, Batch batch, int turn, int events) {
        long start = System.nanoTime();
        session.startTransaction(TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .build());
        target.checkpoints()
                .updateOne(
                        session,
                        eq("_id", 0),
                        new Document("$set", new Document("turn", turn)),
                        new UpdateOptions().upsert(true));
        read(session, target.contexts(), in("_id", batch.contexts));
        read(session, target.erased(), in("_id", batch.contexts));
        read(session, target.documents(), in("_id", batch.ids));
        long read = System.nanoTime();
        target.documents().bulkWrite(session, batch.documents, UNORDERED);
        long documents = System.nanoTime();
        if (!batch.days.isEmpty()) {
            activity.bulkWrite(session, batch.days, UNORDERED);
            ofCards.bulkWrite(session, batch.cards, UNORDERED);
        }
        long rows = System.nanoTime();
        session.commitTransaction();
        return new Took(
                events,
                Duration.ofNanos(read - start),
                Duration.ofNanos(documents - read),
                Duration.ofNanos(rows - documents),
                Duration.ofNanos(System.nanoTime() - rows));
    }

    /** As bytes: making objects of them belongs to the fold. */
    private static void read(ClientSession session, MongoCollection<Document> from, Bson filter) {
        from.withDocumentClass(RawBsonDocument.class)
                .find(session, filter)
                .batchSize(10_000)
                .forEach(_ -> {});
    }

    private void copyIndexes(MongoCollection<Document> from, MongoCollection<Document> to) {
        List<Document> indexes = new ArrayList<>();
        for (Document index : from.listIndexes()) {
            if (!"_id_".equals(index.get("name"))) {
                index.remove("v");
                indexes.add(index);
            }
        }
        String name = to.getNamespace().getCollectionName();
        target.database().createCollection(name);
        if (!indexes.isEmpty()) {
            target.database().runCommand(new Document("createIndexes", name).append("indexes", indexes));
        }
    }
}
