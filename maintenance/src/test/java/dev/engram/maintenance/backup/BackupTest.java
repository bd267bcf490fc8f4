package dev.engram.maintenance.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.maintenance.TestInstallation;
import dev.engram.maintenance.backup.LogCopy.ChunkLimit;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.maintenance.log.ErasureReplay;
import dev.engram.projections.ContextHash;
import dev.engram.runtime.catalogue.DeckStories;
import dev.engram.runtime.erasure.GatewayErasure;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.log.TopicSnapshot;
import dev.engram.testing.Generate;
import dev.engram.testing.OwnBroker;
import dev.engram.testing.OwnMongod;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup of an installation and restore on other servers: real brokers and real mongods. */
class BackupTest {

    private static final ChunkLimit SMALL = new ChunkLimit(7, 1 << 20);
    private static OwnBroker broker;
    private static OwnMongod mongod;

    @TempDir
    private Path folder;

    private final Random random = new Random(Seeds.one());
    private final TestInstallation source = new TestInstallation();
    private TestInstallation target;
    private List<DeckEvent> deck;

    @BeforeAll
    static void startOtherServers() {
        broker = OwnBroker.start();
        mongod = OwnMongod.start();
    }

    @AfterAll
    static void stopOtherServers() {
        broker.close();
        mongod.close();
    }

    @BeforeEach
    void fill() throws Exception {
        target = source.on(broker.bootstrap(), mongod.uri());
        deck = DeckStories.deck(random, 6);
        append(20);
        source.commit(deck);
        source.publish(deck);
        source.commits().updateMany(new Document(), new Document("$set", new Document("relayed", true)));
        var gateway = database(source.installation.databases().gateway());
        gateway.getCollection("accounts")
                .insertMany(List.of(
                        new Document("_id", "learner")
                                .append("id", UUID.randomUUID())
                                .append("at", new Date())
                                .append("nan", Double.NaN)
                                .append("zero", -0.0)
                                .append("long", 1L)
                                .append("decimal", Decimal128.parse("1.10"))
                                .append("bytes", new Binary(new byte[] {0, -1}))
                                .append("list", Arrays.asList(1, null, "\u0000é\n")),
                        new Document("_id", 7)));
        gateway.getCollection("accounts")
                .createIndex(
                        Indexes.ascending("id"),
                        new IndexOptions().unique(true).sparse(true).name("by-id"));
        var review = database(source.installation.databases().review());
        review.getCollection("notes").insertOne(new Document("text", "kept"));
        for (var name : List.of("projections", "log", "schedule.g1", "schedule.g12.contexts")) {
            review.getCollection(name).insertOne(new Document("text", "follows from the log"));
        }
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void shouldRestoreRecordsAndDocumentsByteForByte() throws Exception {
        // given
        oddRecord();
        var report = backup(_ -> {});
        // when
        var restored = restore(_ -> {});
        // then
        assertThat(restored.topics())
                .extracting(BackupReport.CopiedRecords::total)
                .isEqualTo(report.topics().stream()
                        .map(BackupReport.CopiedRecords::total)
                        .toList());
        assertSame();
        assertThat(database(target, target.installation.databases().review())
                        .listCollectionNames()
                        .into(new ArrayList<>()))
                .containsExactly("notes");
        assertThat(indexes(target)).isEqualTo(indexes(source));
    }

    @Test
    void shouldEraseAgainWhoWasErasedAfterTheBackup() throws Exception {
        // given
        var gone = Generate.learnerId(random);
        var other = Generate.learnerId(random);
        for (var learner : List.of(gone, other)) {
            source.append(Generate.reviewsOf(learner, Generate.cardId(random), 3, random));
            database(source.installation.databases().gateway())
                    .getCollection("accounts")
                    .insertOne(new Document("_id", learner.text()).append("learnerId", learner.value()));
        }
        backup(_ -> {});
        // when
        restore(Set.of(ContextHash.of(gone.text())), _ -> {});
        // then
        target.project();
        for (var cards : List.of(target.schedule(), target.learnerCards())) {
            assertThat(cards.countDocuments(new Document("context", gone.text())))
                    .isZero();
            assertThat(cards.countDocuments(new Document("context", other.text())))
                    .isOne();
        }
        var accounts =
                database(target, target.installation.databases().gateway()).getCollection("accounts");
        assertThat(accounts.countDocuments(new Document("_id", gone.text()))).isZero();
        assertThat(accounts.countDocuments(new Document("_id", other.text()))).isOne();
        var again = new ErasureReplay(target.client, target.installation, InstantSource.fixed(Instant.EPOCH));
        assertThat(again.known()).containsExactly(ContextHash.of(gone.text()));
    }

    @Test
    void shouldEraseAgainWhereverAPersonStands() throws Exception {
        // given: somebody in decks and all collections of the gateway but that of accounts, as after a crash
        var gone = UUID.randomUUID();
        var other = UUID.randomUUID();
        var gateway = database(source.installation.databases().gateway());
        for (var person : List.of(gone, other)) {
            GatewayErasure.fields()
                    .forEach((collection, fields) -> fields.forEach(field -> gateway.getCollection(collection)
                            .insertOne(new Document("key", collection + field + person.hashCode())
                                    .append(field, person))));
        }
        gateway.getCollection("accounts").deleteOne(new Document("learnerId", gone));
        var decks = database(source.installation.databases().cards()).getCollection("decks");
        decks.insertMany(List.of(
                new Document("_id", UUID.randomUUID()).append("owner", gone).append("visibility", "PRIVATE"),
                new Document("_id", UUID.randomUUID()).append("owner", gone).append("visibility", "PUBLIC"),
                new Document("_id", UUID.randomUUID())
                        .append("owner", other)
                        .append("visibility", "PRIVATE")
                        .append("shares", List.of(new Document("learner", gone), new Document("learner", other)))
                        .append("withdrawn", List.of(gone))));
        backup(_ -> {});
        // when
        restore(Set.of(ContextHash.of(gone.toString())), _ -> {});
        // then
        for (var name : List.of(
                target.installation.databases().gateway(),
                target.installation.databases().cards())) {
            var restored = database(target, name);
            for (var collection : restored.listCollectionNames()) {
                assertThat(restored.getCollection(collection).find().map(Document::toString))
                        .as(collection)
                        .noneMatch(text -> text.contains(gone.toString()));
            }
        }
        var restored = database(target, target.installation.databases().cards()).getCollection("decks");
        assertThat(restored.find().map(deck -> deck.getString("visibility")).into(new ArrayList<>()))
                .containsExactlyInAnyOrder("PUBLIC", "PRIVATE");
        var left = new GatewayErasure(
                database(target, target.installation.databases().gateway()));
        assertThat(left.find(_ -> true)).contains(other);
    }

    @Test
    void shouldRestoreNoSecretOfTheBackupsTime() throws Exception {
        // given
        var gateway = database(source.installation.databases().gateway());
        for (var collection : List.of("sessions", "revocations", "password_resets", "invitations", "known_devices")) {
            gateway.getCollection(collection).insertOne(new Document("expiresAt", new Date()));
            gateway.getCollection(collection).createIndex(Indexes.ascending("expiresAt"));
        }
        backup(_ -> {});
        // when
        restore(_ -> {});
        // then
        var restored = database(target, target.installation.databases().gateway());
        for (var collection : List.of("sessions", "revocations", "password_resets", "invitations")) {
            assertThat(restored.getCollection(collection).countDocuments())
                    .as(collection)
                    .isZero();
            assertThat(restored.getCollection(collection).listIndexes()).hasSize(2);
        }
        assertThat(restored.getCollection("known_devices").countDocuments()).isOne();
        assertThat(restored.getCollection("accounts").countDocuments()).isEqualTo(2);
    }

    @Test
    void shouldCopyOnlyWhatIsNewWhenItIsRepeated() throws Exception {
        // given
        long first = backup(_ -> {}).topics().getLast().total();
        long appended = append(5);
        // when
        var report = backup(_ -> {});
        // then
        assertThat(report.topics().getFirst().copied()).isZero();
        assertThat(report.topics().getLast().copied()).isEqualTo(appended);
        assertThat(report.topics().getLast().total()).isEqualTo(first + appended);
        restore(_ -> {});
        assertSame();
    }

    @Test
    void shouldGoOnAfterABackupThatWasCutOffAnywhere() throws Exception {
        // given
        oddRecord();
        int cuts = cutting(this::backup);
        // when
        restore(_ -> {});
        // then
        assertThat(cuts).isGreaterThan(10);
        assertSame();
    }

    @Test
    void shouldGoOnAfterARestoreThatWasCutOffAnywhere() throws Exception {
        // given
        backup(_ -> {});
        // when
        int cuts = cutting(this::restore);
        // then
        assertThat(cuts).isGreaterThan(10);
        assertSame();
    }

    @Test
    void shouldRestoreTheLastCompleteRunWhereAFurtherOneWasCutOff() throws Exception {
        // given: the log copied further than the databases
        long complete = backup(_ -> {}).topics().getLast().total();
        append(5);
        var cut = catchThrowable(() -> backup(cutAt("copying database")));
        // when
        restore(_ -> {});
        // then
        assertThat(cut).isInstanceOf(CutException.class);
        assertThat(target.records(target.installation.reviews())).hasSize((int) complete);
    }

    @Test
    void shouldNotRestoreABackupThatWasNeverComplete() {
        // given
        var cut = catchThrowable(() -> backup(cutAt("copying database")));
        // when
        var refused = catchThrowable(() -> restore(_ -> {}));
        // then
        assertThat(cut).isInstanceOf(CutException.class);
        assertThat(refused).isInstanceOf(RefusedException.class).hasMessageContaining("cut off before it was complete");
    }

    @Test
    void shouldRefuseALogThatHasLostRecordsSinceAServiceHasSeenIt() throws Exception {
        // given
        var topic = source.topic(source.installation.reviews());
        var longer = topic.snapshot().ends().stream().map(end -> end + 1).toList();
        new LogIdentities(source.database(source.installation.databases().review()))
                .adopt(
                        topic.name(),
                        new TopicSnapshot(
                                topic.snapshot().topicId(), topic.snapshot().begins(), longer, List.of()),
                        Instant.now());
        // when
        var refused = catchThrowable(() -> backup(_ -> {}));
        // then
        assertThat(refused)
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("the log is damaged", "had reached", "./engram log restore");
    }

    @Test
    void shouldPublishCommitsThatWereMadeAfterTheLogHadBeenCopied() throws Exception {
        // given
        var later = DeckStories.deck(random, 3);
        backup(line -> {
            if (line.contains(
                    "copying database " + source.installation.databases().cards())) {
                source.commit(later);
            }
        });
        // when
        restore(_ -> {});
        // then
        assertThat(target.records(target.installation.cards())).hasSize(deck.size() + later.size());
        assertThat(target.commits().countDocuments(new Document("relayed", false)))
                .isZero();
    }

    @Test
    void shouldRefuseADamagedBackupBeforeAnythingIsWritten() throws Exception {
        // given
        backup(_ -> {});
        for (var part : List.of("reviews", "databases")) {
            var damaged = files().filter(file -> file.toString().contains(part))
                    .findFirst()
                    .orElseThrow();
            var whole = Files.readAllBytes(damaged);
            var changed = whole.clone();
            changed[changed.length / 2] ^= 1;
            Files.write(damaged, changed);
            // when
            var refused = catchThrowable(() -> restore(_ -> {}));
            Files.delete(damaged);
            var missing = catchThrowable(() -> restore(_ -> {}));
            Files.write(damaged, whole);
            // then
            assertThat(refused)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(damaged.getFileName().toString())
                    .hasMessageContaining("checksum");
            assertThat(missing).isInstanceOf(RefusedException.class).hasMessageContaining("is missing");
        }
        assertThat(target.database(target.installation.databases().gateway()).listCollectionNames())
                .isEmpty();
    }

    @Test
    void shouldRefuseAnInstallationThatIsNotEmpty() throws Exception {
        // given
        backup(_ -> {});
        database(target, target.installation.databases().analytics())
                .getCollection("learner-cards.g1")
                .insertOne(new Document());
        // when
        var documents = catchThrowable(() -> restore(_ -> {}));
        database(target, target.installation.databases().analytics()).drop();
        restore(_ -> {});
        var again = catchThrowable(() -> restore(_ -> {}));
        // then
        assertThat(documents)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("learner-cards.g1 (1 documents)");
        assertThat(again).isInstanceOf(RefusedException.class).hasMessageContaining("accounts (2 documents)");
    }

    @Test
    void shouldRefuseAFolderWithTheBackupOfAnotherLog() throws Exception {
        // given
        backup(_ -> {});
        var reviews = source.installation.reviews();
        TestInfra.shared().topics().delete(reviews.name());
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> TestInfra.shared().topics().create(reviews.name(), reviews.partitions()));
        // when
        var refused = catchThrowable(() -> backup(_ -> {}));
        // then
        assertThat(refused)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a backup of another log")
                .hasMessageContaining(reviews.name());
    }

    @Test
    void shouldRefuseALogThatHasLostItsEndAndHasGrownAgain() throws Exception {
        // given: as if the manifest were of a log whose last record was another one
        backup(_ -> {});
        var manifest = folder.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceAll("lastSha256\" : \"..", "lastSha256\" : \"--"));
        append(5);
        // when
        var refused = catchThrowable(() -> backup(_ -> {}));
        // then
        assertThat(refused).isInstanceOf(RefusedException.class).hasMessageContaining("has lost records");
    }

    @Test
    void shouldRefuseAFolderWithOtherFiles() throws Exception {
        // given
        Files.writeString(folder.resolve("thesis.tex"), "");
        // when
        var refused = catchThrowable(() -> backup(_ -> {}));
        // then
        assertThat(refused).isInstanceOf(RefusedException.class).hasMessageContaining("no manifest.json");
    }

    /** Stands for the end of the process. */
    private static final class CutException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private interface Work {
        BackupReport run(Consumer<String> progress) throws Exception;
    }

    /** Runs it again and again, each time cut off a step later, until it comes to its end. */
    private static int cutting(Work work) throws Exception {
        for (int cuts = 0; ; cuts++) {
            var left = new int[] {cuts / 2 + 1};
            try {
                work.run(_ -> {
                    if (left[0]-- == 0) {
                        throw new CutException();
                    }
                });
                return cuts;
            } catch (CutException cut) {
                // as after a crash
            }
        }
    }

    private static Consumer<String> cutAt(String begin) {
        return line -> {
            if (line.startsWith(begin)) {
                throw new CutException();
            }
        };
    }

    private BackupReport backup(Consumer<String> progress) throws Exception {
        return new Backup(source.client, source.installation, folder, "test", InstantSource.system(), progress)
                .run(SMALL);
    }

    private BackupReport restore(Consumer<String> progress) throws Exception {
        return restore(Set.of(), progress);
    }

    private BackupReport restore(Set<String> erased, Consumer<String> progress) throws Exception {
        var restore = new Restore(folder, erased, InstantSource.fixed(Instant.EPOCH), progress);
        restore.verify();
        return restore.run(target.client, target.installation, (short) 1);
    }

    private long append(int cards) throws Exception {
        var learner = Generate.learnerId(random);
        var ids = Stream.generate(() -> Generate.cardId(random)).limit(cards).toList();
        var life = LearnerLives.of(learner, ids, List.of(new DeckId(learner.value())), random);
        source.append(life);
        return life.size();
    }

    /** Neither key nor value are text, there are two headers of a name, and one without a value. */
    private void oddRecord() throws Exception {
        try (var writer = new dev.engram.maintenance.cluster.RecordWriter(source.installation.kafka())) {
            var odd = new ProducerRecord<byte[], byte[]>(
                    source.installation.reviews().name(), 4, 1_234_567L, new byte[] {-1, 0}, new byte[] {-2});
            odd.headers()
                    .add("h", "é".getBytes(StandardCharsets.UTF_8))
                    .add("h", new byte[] {-3})
                    .add("none", null);
            writer.append(odd);
            writer.append(new ProducerRecord<>(source.installation.reviews().name(), 4, null, null));
            writer.flush();
        }
    }

    private Stream<Path> files() throws Exception {
        try (var found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(".gz")).toList().stream();
        }
    }

    private void assertSame() throws Exception {
        for (var topic : source.installation.topics()) {
            assertThat(texts(target.records(topic))).isEqualTo(texts(source.records(topic)));
        }
        for (var name : source.installation.databases().all()) {
            for (var collection : DatabaseDump.collections(database(source, name))) {
                var from = collection.getString("name");
                assertThat(documents(database(target, name), from)).isEqualTo(documents(database(source, name), from));
            }
        }
    }

    private MongoDatabase database(String name) {
        return database(source, name);
    }

    private static MongoDatabase database(TestInstallation of, String name) {
        return of.database(name);
    }

    private static List<String> documents(MongoDatabase database, String collection) {
        return database
                .getCollection(collection, org.bson.RawBsonDocument.class)
                .find()
                .map(document -> document.toJson(DatabaseDump.CANONICAL))
                .into(new ArrayList<>())
                .stream()
                .sorted()
                .toList();
    }

    private static List<Document> indexes(TestInstallation of) {
        return of.database(of.installation.databases().gateway())
                .getCollection("accounts")
                .listIndexes()
                .into(new ArrayList<>());
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(origin -> origin.partition() + "@" + origin.offset() + " " + origin.timestamp() + " "
                        + Arrays.toString(origin.key()) + Arrays.toString(origin.value())
                        + Arrays.stream(origin.headers().toArray())
                                .map(header -> header.key() + Arrays.toString(header.value()))
                                .toList())
                .toList();
    }
}
