package dev.engram.maintenance.log;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import dev.engram.events.CardEvent;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.maintenance.TestInstallation;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.maintenance.log.LogRestoreReport.DeckGap;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.catalogue.CommitDocument;
import dev.engram.runtime.catalogue.DeckStories;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.scheduler.CardHistory;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log from the documents, on a real broker and a real mongod. */
class LogRestoreTest {

    private final long seed = Seeds.one();
    private final Random random = new Random(seed);
    private final TestInstallation before = new TestInstallation();
    private final TestInstallation after = before.withNewLog();
    private final List<LearnerEvent> events = new ArrayList<>();
    private List<DeckEvent> deck;

    @BeforeEach
    void fill() throws Exception {
        for (int i = 0; i < 6; i++) {
            var learner = Generate.learnerId(random);
            var cards = Stream.generate(() -> Generate.cardId(random)).limit(4).toList();
            events.addAll(Generate.shuffledWithRepeats(
                    LearnerLives.of(learner, cards, List.of(new DeckId(learner.value())), random), random));
        }
        deck = DeckStories.deck(random, 6);
        before.append(events);
        before.commit(deck);
        before.publish(deck);
        before.project();
    }

    @AfterEach
    void close() {
        before.close();
        after.close();
    }

    @Test
    void shouldGiveBackALogThatFoldsToTheSameDocuments() throws Exception {
        // when
        var report = restore(after);
        // then
        assertThat(report.isComplete()).isTrue();
        assertThat(report.reviews().inLog()).isZero();
        assertThat(report.reviews().total()).isEqualTo(report.reviews().held()).isPositive();
        assertThat(report.cards().total()).isEqualTo(deck.size());
        assertFoldsToTheSame();
        assertThat(before.commits().countDocuments(eq("relayed", false))).isZero();
        var topic = after.topic(after.installation.reviews());
        for (var database : before.installation.databases().withLog()) {
            assertThat(new LogIdentities(before.database(database)).read(topic.name()))
                    .hasValueSatisfying(known -> {
                        assertThat(known.topicId()).isEqualTo(topic.snapshot().topicId());
                        assertThat(known.ends()).isEqualTo(topic.snapshot().ends());
                    });
        }
    }

    @Test
    void shouldWriteNothingWhenItIsRepeated() throws Exception {
        // given
        restore(after);
        var once = texts(after.records(after.installation.reviews()));
        // when
        var report = restore(after);
        // then
        assertThat(report.reviews().total()).isZero();
        assertThat(report.cards().total()).isZero();
        assertThat(texts(after.records(after.installation.reviews()))).isEqualTo(once);
    }

    @Test
    void shouldEraseAgainWhomTheLostLogHadErased() throws Exception {
        // given: a part of the log is left, without the event that erases the learner
        var learner = events.getFirst().stamp().learnerId();
        before.append(List.of(new LearnerErased(events.getFirst().stamp())));
        before.project();
        after.append(events.stream()
                .filter(event -> event.stamp().learnerId().equals(learner))
                .limit(3)
                .toList());
        // when
        restore(after);
        restore(after);
        // then
        var left = after.records(after.installation.reviews()).stream()
                .map(origin -> LearnerLog.event(origin.key(), origin.headers(), origin.value()))
                .filter(event -> event != null && event.stamp().learnerId().equals(learner))
                .toList();
        assertThat(left).hasSize(4);
        assertThat(left.getLast()).isInstanceOf(LearnerErased.class);
    }

    @Test
    void shouldWriteNothingIntoALogThatIsWhole() throws Exception {
        // when
        var report = restore(before);
        // then
        assertThat(report.reviews().written()).isEmpty();
        assertThat(report.cards().written()).isEmpty();
        assertThat(report.reviews().inLog()).isEqualTo(events.size());
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void shouldWriteOnlyWhatAPartialLogLacks() throws Exception {
        // given: a part of the log as it was, in groups of one partition
        var half = events.subList(0, events.size() / 2);
        after.append(half);
        // when
        var report = logRestore(after).run(false, 1);
        // then
        assertThat(report.reviews().inLog()).isEqualTo(half.size());
        var identities = after.records(after.installation.reviews()).stream()
                .map(origin -> LearnerLog.event(origin.key(), origin.headers(), origin.value()))
                .skip(0)
                .map(Fingerprint::ofIdentity)
                .toList();
        assertThat(identities).hasSize(half.size() + (int) report.reviews().total());
        assertThat(new java.util.HashSet<>(identities)).containsAll(cardEvents());
        assertFoldsToTheSameIdentities();
    }

    @Test
    void shouldWriteTheCopyThatCountsWhereTheLogHoldsALaterOne() throws Exception {
        // given: other versions of events stand in the documents, too
        long others = logRestore(after).run(true).differingCopies();
        var counts = before.cards(before.learnerCards()).values().stream()
                .flatMap(card -> card.history().recorded().values().stream())
                .findFirst()
                .orElseThrow();
        var stamp = counts.stamp();
        var received = stamp.receivedAt().plus(Duration.ofDays(1));
        after.append(List.of(new ReviewRecorded(
                new Stamp(
                        stamp.eventId(),
                        stamp.learnerId(),
                        stamp.at(),
                        stamp.utcOffset(),
                        stamp.clientId(),
                        stamp.clientSeq(),
                        received),
                counts.cardId(),
                counts.cardRevision(),
                counts.rating(),
                counts.durationMs(),
                counts.dueAt(),
                counts.basedOn(),
                counts.scheduler(),
                counts.practice(),
                counts.origin(),
                counts.clientVersion(),
                counts.flags())));
        // when
        var report = restore(after);
        var again = restore(after);
        // then
        assertThat(report.differingCopies()).isEqualTo(others + 1);
        assertThat(again.reviews().total()).isZero();
        assertFoldsToTheSame();
    }

    @Test
    void shouldSayInADryRunWhatItWouldWriteAndWriteNothing() throws Exception {
        // when
        var dry = logRestore(after).run(true);
        var untouched = after.records(after.installation.reviews());
        var report = restore(after);
        // then
        assertThat(untouched).isEmpty();
        assertThat(dry.dryRun()).isTrue();
        assertThat(dry.reviews()).isEqualTo(report.reviews());
        assertThat(dry.cards()).isEqualTo(report.cards());
    }

    @Test
    void shouldRestoreFromTheDocumentsOfEitherServiceAlone() throws Exception {
        // given
        var expected = before.cards(before.schedule());
        for (var lost : List.of(before.schedule(), before.learnerCards())) {
            var log = before.withNewLog();
            var kept = new ArrayList<Document>();
            lost.find().into(kept);
            lost.drop();
            // when
            var report = restore(log);
            // then
            assertThat(report.isComplete()).isTrue();
            var folded = log.withNewDatabases();
            folded.project();
            assertThat(folded.cards(folded.schedule())).as("seed %d", seed).isEqualTo(expected);
            lost.insertMany(kept);
            folded.close();
            log.close();
        }
    }

    @Test
    void shouldGiveBackTheVersionsOfEventsInConflict() throws Exception {
        // given
        var expected = histories(before.schedule());
        assertThat(expected.values())
                .as("seed %d", seed)
                .anySatisfy(history -> assertThat(history.conflicts()).isNotEmpty());
        // when
        restore(after);
        // then
        try (var folded = after.withNewDatabases()) {
            folded.project();
            assertThat(histories(folded.schedule())).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldRestoreFromDocumentsOfFoldVersion3() throws Exception {
        // given: documents as that version wrote them are all there is
        var histories = histories(before.schedule());
        var contexts = before.contexts(before.schedule());
        before.learnerCards().drop();
        contexts(before.learnerCards()).drop();
        asFoldVersion3(contexts);
        // when
        var report = restore(after);
        // then
        assertThat(report.unreadable()).as("seed %d", seed).isEmpty();
        try (var folded = after.withNewDatabases()) {
            folded.project();
            var found = histories(folded.schedule());
            histories.forEach((key, history) -> {
                assertThat(found.get(key).recorded()).isEqualTo(history.recorded());
                assertThat(found.get(key).retractions()).isEqualTo(history.retractions());
            });
            folded.contexts(folded.schedule()).forEach((learner, context) -> {
                var expected = contexts.get(learner);
                assertThat(context.planChange())
                        .usingRecursiveComparison()
                        .ignoringFields("plan.options")
                        .isEqualTo(expected.planChange());
                assertThat(context.memberships()).isEqualTo(expected.memberships());
            });
            assertThat(folded.contexts(folded.schedule())).hasSameSizeAs(contexts);
        }
    }

    /** The latest change of the plan alone, ids of conflicts alone; no actions, cohorts, fits and tests of lapses. */
    private void asFoldVersion3(Map<String, LearnerContext> contexts) {
        var stored = contexts(before.schedule());
        for (var document : stored.find().into(new ArrayList<>())) {
            var latest = contexts.get(document.getString("_id")).planChange();
            var change = document.getList("planChanges", Document.class).stream()
                    .filter(entry -> latest != null
                            && entry.get("id").equals(latest.stamp().eventId().value()))
                    .findFirst()
                    .orElseThrow();
            change.get("plan", Document.class).remove("options");
            List.of("planChanges", "cohorts", "fits").forEach(document::remove);
            stored.replaceOne(byId(document.get("_id")), document.append("planChange", change));
        }
        for (var document : before.schedule().find().into(new ArrayList<>())) {
            var ids = document.getList("conflicts", Document.class).stream()
                    .map(conflict -> conflict.get("id"))
                    .toList();
            List.of("actions", "lapseTest").forEach(document::remove);
            before.schedule().replaceOne(byId(document.get("_id")), document.append("conflicts", ids));
        }
    }

    private MongoCollection<Document> contexts(MongoCollection<Document> cards) {
        var name = cards.getNamespace();
        return before.database(name.getDatabaseName()).getCollection(name.getCollectionName() + ".contexts");
    }

    private static Map<LearnerCardKey, CardHistory> histories(MongoCollection<Document> cards) {
        var mapping = new LearnerCardMapping();
        var histories = new HashMap<LearnerCardKey, CardHistory>();
        for (var stored : cards.find()) {
            histories.put(mapping.key(stored), mapping.history(mapping.key(stored), stored));
        }
        return histories;
    }

    @Test
    void shouldNameADamagedDocumentAndUseItsOtherCopy() throws Exception {
        // given
        var id = first(before).get("_id");
        before.schedule().updateOne(byId(id), unset("recorded"));
        // when
        var report = restore(after);
        // then
        assertThat(report.isComplete()).isFalse();
        assertThat(report.unreadable()).singleElement().satisfies(document -> {
            assertThat(document.collection()).isEqualTo("schedule.g1");
            assertThat(document.id()).isEqualTo(((Document) id).toJson());
            assertThat(document.reason()).contains("recorded");
            assertThat(document.hasOtherCopy()).isTrue();
        });
        var folded = after.withNewDatabases();
        folded.project();
        assertThat(folded.cards(folded.schedule())).isEqualTo(before.cards(before.learnerCards()));
        folded.close();
    }

    @Test
    void shouldRestoreAHistoryWhoseFiguresAreDamaged() throws Exception {
        // given
        var expected = before.cards(before.learnerCards());
        before.schedule().updateMany(new Document(), unset("phase"));
        before.learnerCards().drop();
        // when
        var report = restore(after);
        // then
        assertThat(report.isComplete()).isTrue();
        var folded = after.withNewDatabases();
        folded.project();
        assertThat(folded.cards(folded.schedule())).isEqualTo(expected);
        folded.close();
    }

    @Test
    void shouldSayWhichDocumentsAreLostForGood() throws Exception {
        // given
        var id = first(before).get("_id");
        before.schedule().updateOne(byId(id), unset("recorded"));
        before.learnerCards().deleteOne(byId(id));
        before.schedule().insertOne(new Document("_id", 7));
        // when
        var report = restore(after);
        // then
        assertThat(report.unreadable())
                .extracting(UnreadableDocument::id, UnreadableDocument::hasOtherCopy)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(((Document) id).toJson(), false),
                        org.assertj.core.groups.Tuple.tuple("7", false));
        assertThat(before.database(before.installation.databases().review())
                        .getCollection("unreadable")
                        .countDocuments())
                .isEqualTo(2);
    }

    @Test
    void shouldWriteParkedRecordsBackByteForByteUnlessTheyWereDiscarded() throws Exception {
        // given
        var parked = before.database(before.installation.databases().review()).getCollection("schedule.g1.parked");
        parked.insertMany(List.of(parked(3, 5, null), parked(3, 6, new Document("kind", "DISCARDED"))));
        // when
        restore(after);
        restore(after);
        // then
        var found = after.records(after.installation.reviews()).stream()
                .filter(origin -> Arrays.equals(origin.key(), new byte[] {1, -1}))
                .toList();
        assertThat(found).singleElement().satisfies(origin -> {
            assertThat(origin.partition()).isEqualTo(3);
            assertThat(origin.value()).isEqualTo(new byte[] {'?', 5});
            assertThat(origin.headers().lastHeader("ce_type").value()).isEqualTo(new byte[] {-2});
        });
    }

    @Test
    void shouldPublishADeckAgainFromTheFirstVersionThatReadersMiss() throws Exception {
        // given: versions 2 and 3 lost
        after.publish(deck.stream()
                .filter(event -> event.stamp().version() != 2 && event.stamp().version() != 3)
                .toList());
        // when
        var report = restore(after);
        // then
        assertThat(report.cards().total())
                .isEqualTo(deck.stream()
                        .filter(event -> event.stamp().version() > 1)
                        .count());
        assertThat(restore(after).cards().total()).isZero();
    }

    @Test
    void shouldStopADeckAtACommitThatIsMissing() throws Exception {
        // given
        var deckId = deck.getFirst().stamp().deckId();
        before.commits().deleteOne(byId(CommitDocument.id(deckId, 4)));
        // when
        var report = restore(after);
        // then
        assertThat(report.deckGaps()).containsExactly(new DeckGap(deckId.toString(), 4));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.cards().total())
                .isEqualTo(deck.stream()
                        .filter(event -> event.stamp().version() < 4)
                        .count());
    }

    @Test
    void shouldLetProjectionsBeBuiltAgainWhereNoServiceHasSeenTheLoss() throws Exception {
        // given: topics of the same names, created again while nothing ran
        var expected = before.cards(before.schedule());
        for (var topic : before.installation.topics()) {
            TestInfra.shared().topics().delete(topic.name());
            org.awaitility.Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> TestInfra.shared().topics().create(topic.name(), topic.partitions()));
        }
        // when
        restore(before);
        var begun = logRestore(before).beginRebuilds();
        before.project(2);
        // then
        assertThat(begun).hasSize(3);
        assertThat(before.cards(before.database(before.installation.databases().review())
                        .getCollection("schedule.g2")))
                .isEqualTo(expected);
        assertThat(logRestore(before).beginRebuilds()).isEmpty();
    }

    @Test
    void shouldRefuseATopicThatCouldLoseEventsAgain() {
        // given
        TestInfra.shared().topics().delete(after.installation.reviews().name());
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> TestInfra.shared()
                        .topics()
                        .create(after.installation.reviews().name(), 12, Map.of("retention.ms", "60000")));
        // when
        var refused = catchThrowable(() -> restore(after));
        // then
        assertThat(refused)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("retention.ms is 60000, must be -1")
                .hasMessageContaining("./engram topic repair");
    }

    private static LogRestore logRestore(TestInstallation at) {
        return new LogRestore(at.client, at.installation, (short) 1, InstantSource.system(), _ -> {});
    }

    private static LogRestoreReport restore(TestInstallation at) throws Exception {
        return logRestore(at).run(false);
    }

    private void assertFoldsToTheSame() throws Exception {
        try (var folded = after.withNewDatabases()) {
            folded.project();
            assertThat(folded.cards(folded.schedule())).as("seed %d", seed).isEqualTo(before.cards(before.schedule()));
            assertThat(folded.cards(folded.learnerCards())).isEqualTo(before.cards(before.learnerCards()));
            assertThat(folded.contexts(folded.schedule())).isEqualTo(before.contexts(before.schedule()));
            assertThat(catalogue(folded)).isEqualTo(catalogue(before));
        }
    }

    /** Where a part of the log was there, it may hold another copy of an event than the one that counted before. */
    private void assertFoldsToTheSameIdentities() throws Exception {
        try (var folded = after.withNewDatabases()) {
            folded.project();
            var found = folded.cards(folded.schedule());
            before.cards(before.schedule()).forEach((key, card) -> {
                assertThat(found.get(key).history().recorded().keySet())
                        .isEqualTo(card.history().recorded().keySet());
                assertThat(found.get(key).history().retractions().keySet())
                        .isEqualTo(card.history().retractions().keySet());
            });
        }
    }

    private List<Fingerprint> cardEvents() {
        return events.stream()
                .filter(event -> event instanceof CardEvent)
                .map(Fingerprint::ofIdentity)
                .toList();
    }

    private static List<Document> catalogue(TestInstallation of) {
        return of.database(of.installation.databases().review())
                .getCollection("catalogue.g1")
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    private static Document first(TestInstallation of) {
        return of.schedule().find().first();
    }

    private static Bson byId(Object id) {
        return eq("_id", id);
    }

    private static Document parked(int partition, long offset, Document resolution) {
        return new Document("_id", "parked-" + offset)
                .append("topic", "engram.reviews")
                .append("partition", partition)
                .append("offset", offset)
                .append("reason", "malformed-json")
                .append("detail", "not JSON")
                .append("key", new org.bson.types.Binary(new byte[] {1, -1}))
                .append(
                        "headers",
                        List.of(new Document("name", "ce_type")
                                .append("value", new org.bson.types.Binary(new byte[] {-2}))))
                .append("value", new org.bson.types.Binary(new byte[] {'?', (byte) offset}))
                .append(
                        "resolution",
                        resolution == null
                                ? null
                                : resolution.append("at", new java.util.Date()).append("note", ""));
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(origin -> origin.partition() + " " + Arrays.toString(origin.key()) + " "
                        + Arrays.toString(origin.value()))
                .toList();
    }
}
