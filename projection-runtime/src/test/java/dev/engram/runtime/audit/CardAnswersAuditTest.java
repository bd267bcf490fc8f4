package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.LogFold;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.runtime.audit.AuditReport.Difference;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.runner.LearnerBench;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that several partitions feed, between a real broker and a real mongod: kept, audited, repaired, and without who was erased. */
final class CardAnswersAuditTest {
    private static final long WIDE = 16 << 20;

    /** A few rows at a time. */
    private static final long NARROW = 50_000;

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final long seed = Seeds.one();
    private final Random random = new Random(seed);
    private final List<LearnerId> learners = new ArrayList<>();
    private final List<LearnerEvent> log = new ArrayList<>();
    private final LearnerBench bench =
            new LearnerBench(new LearnerCardProjection("learner-cards", List.of(Activity.BY_DAY, CardAnswers.BY_WEEK)));

    @BeforeEach
    void live() {
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(5).toList();
        for (int i = 0; i < 8; i++) {
            var learner = i < 6 ? Generate.learnerId(random) : new LearnerId(Ids.v8(new UUID(0, 1), "learner " + i));
            learners.add(learner);
            var decks = List.of(new DeckId(cards.getFirst().value()));
            log.addAll(Generate.shuffledWithRepeats(LearnerLives.of(learner, cards, decks, random), random));
        }
        Collections.shuffle(log, random);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void appendAndApply(List<? extends LearnerEvent> events) {
        bench.append(events);
        bench.applyAll(random);
    }

    private void deriveAll() {
        while (!bench.stale().isEmpty()) {
            bench.deriveSome(100);
        }
    }

    private AuditReport audit(AuditMode mode, long bytes) {
        return new Audit<>(bench.client, bench.definition, bench.settings, InstantSource.fixed(NOW))
                .run(bench.generation, mode, (_, _, _) -> {}, bytes);
    }

    private void assertNothingDiffers(AuditReport report) {
        assertThat(report.first()).as("seed %d", seed).isEmpty();
        assertThat(report.differences()).isZero();
    }

    private Map<AggregateKey, List<Long>> folded() {
        var fold = new LogFold<>(bench.projection);
        for (int i = 0; i < log.size(); i++) {
            fold.apply(i, log.get(i));
        }
        return lists(Contributions.differences(CardAnswers.BY_WEEK, Map.of(), fold.documents()));
    }

    private Map<AggregateKey, List<Long>> stored() {
        return lists(AggregateRows.read(
                CardAnswers.BY_WEEK, bench.generation.rows(CardAnswers.BY_WEEK).find()));
    }

    private static Map<AggregateKey, List<Long>> lists(Map<AggregateKey, long[]> rows) {
        var lists = new HashMap<AggregateKey, List<Long>>();
        rows.forEach(
                (key, counts) -> lists.put(key, LongStream.of(counts).boxed().toList()));
        return lists;
    }

    @Test
    void shouldEqualTheFoldOfTheLogOverAllPartitionsAlsoWhileDocumentsAreStale() {
        // given
        appendAndApply(log);
        bench.deriveSome(2);
        assertThat(bench.stale()).isNotEmpty();
        // when
        var stale = audit(AuditMode.COMPARE, NARROW);
        deriveAll();
        // then
        assertNothingDiffers(stale);
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded()).isNotEmpty();
        assertThat(bench.generation.rows(CardAnswers.BY_WEEK).distinct("_id.partition", Integer.class))
                .hasSizeGreaterThan(1);
        var wide = audit(AuditMode.COMPARE, WIDE);
        assertNothingDiffers(wide);
        assertThat(audit(AuditMode.COMPARE, NARROW)).isEqualTo(wide);
    }

    @Test
    void shouldFindAndRepairRowsThatDifferAreMissingInventedOrDamaged() {
        // given
        appendAndApply(log);
        deriveAll();
        var rows = bench.generation.rows(CardAnswers.BY_WEEK);
        var held = rows.find(new Document("answers", new Document("$gt", 0)))
                .limit(3)
                .into(new ArrayList<>());
        // when
        rows.updateOne(eq("_id", held.get(0).get("_id")), inc("answers", 2L));
        rows.deleteOne(eq("_id", held.get(1).get("_id")));
        rows.updateOne(eq("_id", held.get(2).get("_id")), set("answers", "many"));
        var card = new CardId(Generate.cardId(random).value());
        rows.insertOne(new Document(
                        "_id",
                        new Document("subject", card.toString())
                                .append("day", 1L)
                                .append("partition", 1))
                .append("answers", 1L));
        var found = audit(AuditMode.COMPARE, NARROW);
        // then
        assertThat(found.first())
                .as("seed %d", seed)
                .allMatch(difference -> difference.part() == Part.AGGREGATE && difference.offset() == null)
                .extracting(Difference::kind)
                .containsExactlyInAnyOrder(Kind.DIFFERS, Kind.MISSING, Kind.DIFFERS, Kind.EXTRA);
        assertThat(found.first())
                .extracting(Difference::detail)
                .anyMatch(detail -> detail.startsWith("is not what the documents contribute; answers is "));
        assertThat(audit(AuditMode.REPAIR, NARROW).repaired()).isEqualTo(4);
        assertNothingDiffers(audit(AuditMode.COMPARE, WIDE));
        assertThat(stored()).isEqualTo(folded());
    }

    @Test
    void shouldCorrectRowsAfterDocumentsWereRepaired() {
        // given
        appendAndApply(log);
        deriveAll();
        var documents = bench.generation.documents();
        var lost = documents
                .find(new Document("days.0", new Document("$exists", true)))
                .first();
        assertThat(lost).isNotNull();
        var unreadable = documents
                .find(new Document("_id", new Document("$ne", lost.get("_id"))))
                .first();
        assertThat(unreadable).isNotNull();
        // when
        documents.deleteOne(eq("_id", lost.get("_id")));
        documents.updateOne(eq("_id", unreadable.get("_id")), unset("days"));
        var found = audit(AuditMode.COMPARE, WIDE);
        var repaired = audit(AuditMode.REPAIR, WIDE);
        // then: beside what cannot be read counts are not compared, and after its repair they are
        assertThat(found.notCompared())
                .singleElement()
                .satisfies(part ->
                        assertThat(part.what()).startsWith("counts " + CardAnswers.BY_WEEK.name() + " of partition "));
        assertThat(found.repaired()).isZero();
        assertThat(repaired.notCompared()).isEmpty();
        assertThat(repaired.left()).isZero();
        assertThat(repaired.first()).extracting(Difference::part).contains(Part.DOCUMENT);
        assertNothingDiffers(audit(AuditMode.COMPARE, WIDE));
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
    }

    @Test
    void shouldBeTheSameInAGenerationThatIsBuiltAnew() {
        // given
        bench.append(log);
        var name = TestInfra.shared().uniqueDatabase("rebuilt");
        var rebuilt = GenerationCollections.of(bench.client.getDatabase(name), "learner-cards", 1);
        // when
        try (var _ = bench.start(name)) {
            // then
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lists(AggregateRows.read(
                                    CardAnswers.BY_WEEK,
                                    rebuilt.rows(CardAnswers.BY_WEEK).find())))
                            .as("seed %d", seed)
                            .isEqualTo(folded()));
        }
    }

    @Test
    void shouldNotCountWhoWasErasedWhereverTheEventStands() {
        // given
        var erased = learners.getFirst();
        var id = new EventId(Generate.cardId(random).value());
        var stamp = new Stamp(id, erased, NOW, ZoneOffset.UTC, new ClientId("server"), 0, NOW);
        log.add(random.nextInt(log.size()), new LearnerErased(stamp));
        // when
        appendAndApply(log);
        deriveAll();
        // then
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
        log.removeIf(event -> event.stamp().learnerId().equals(erased));
        assertThat(stored()).isEqualTo(folded());
        assertNothingDiffers(audit(AuditMode.COMPARE, WIDE));
    }

    /** Does something once, at a step of the comparison of rows that several partitions feed. */
    private static final class AtStep implements AuditProgress {
        private final int step;
        private final Runnable action;
        private int steps;

        private AtStep(int step, Runnable action) {
            this.step = step;
            this.action = action;
        }

        @Override
        public void reached(long records, int partitionsDone, int partitions) {
            if (partitionsDone == partitions && ++steps == step) {
                action.run();
            }
        }
    }

    private AuditReport audit(AuditMode mode, AuditProgress progress) {
        return new Audit<>(bench.client, bench.definition, bench.settings, InstantSource.fixed(NOW))
                .run(bench.generation, mode, progress, WIDE);
    }

    /** Repairs, and does something when rows that differ are about to be written. */
    private AuditReport repairAnd(Runnable action) {
        var counted = new AtStep(0, () -> {});
        audit(AuditMode.COMPARE, counted);
        // the last step of a comparison is its end
        return audit(AuditMode.REPAIR, new AtStep(counted.steps, action));
    }

    private MongoCollection<Document> rows() {
        return bench.generation.rows(bench.projection.aggregates().getLast());
    }

    @Test
    void shouldNotAddTwiceWhatTwoRepairsFind() {
        // given
        appendAndApply(log);
        deriveAll();
        rows().updateMany(new Document("answers", new Document("$gt", 0)), inc("answers", 2L));
        // when
        assertThatThrownBy(() -> repairAnd(() -> audit(AuditMode.REPAIR, WIDE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("audit again");
        // then
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
    }

    @Test
    void shouldRepairManyRowsThatNoDocumentContributesToAFewAtATime() {
        // given
        appendAndApply(log);
        deriveAll();
        var invented = new ArrayList<Document>();
        for (long i = 0; i < 500; i++) {
            var subject = Generate.cardId(random).toString();
            var id = new Document("subject", subject).append("day", i).append("partition", 1);
            invented.add(new Document("_id", id).append("answers", 1L));
        }
        rows().insertMany(invented);
        long turn = bench.store().checkpoint(1).turn();
        // when
        var repaired = audit(AuditMode.REPAIR, NARROW);
        // then
        assertThat(repaired.differences()).isEqualTo(500);
        assertThat(repaired.repaired()).isEqualTo(500);
        assertThat(bench.store().checkpoint(1).turn()).isGreaterThanOrEqualTo(turn + 500 / 84);
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
    }

    @Test
    void shouldReportThatRowsAreNotComparedWhereTheSnapshotEnds() {
        // given
        appendAndApply(log);
        var ended = new AtStep(1, () -> {
            throw new MongoException(239, "the snapshot is too old");
        });
        // when
        var report = audit(AuditMode.REPAIR, ended);
        // then
        assertThat(report.differences()).isOne();
        assertThat(report.repaired()).isZero();
        assertThat(report.notCompared())
                .singleElement()
                .satisfies(part -> assertThat(part.what()).isEqualTo("counts " + CardAnswers.BY_WEEK.name()));
        assertThat(report.isEqual()).isFalse();
        assertThat(report.first()).singleElement().satisfies(difference -> {
            assertThat(difference.part()).isEqualTo(Part.AGGREGATE);
            assertThat(difference.detail()).startsWith("not compared").contains("minSnapshotHistoryWindowInSeconds");
        });
    }

    @Test
    void shouldKeepWhatIsAppliedWhileDamagedRowsAreRepaired() {
        // given
        appendAndApply(log);
        deriveAll();
        var ofPeople = and(gt("n2", 0L), not(regex("_id.subject", "-simulated$")));
        var first = rows().find(ofPeople).first();
        assertThat(first).as("seed %d", seed).isNotNull();
        int partition =
                first.getEmbedded(List.of("_id", "partition"), Number.class).intValue();
        var damaged = and(eq("_id.partition", partition), ofPeople);
        // first answers of others in the weeks of these rows, which change other counts of them
        var others = rows().find(damaged)
                .map(row -> byAnother(row.get("_id", Document.class), partition))
                .into(new ArrayList<>());
        rows().updateMany(damaged, set("n2", "two"));
        // when
        log.addAll(others);
        repairAnd(() -> {
            long before = answersOf(eq("n2", "two"));
            appendAndApply(others);
            assertThat(answersOf(eq("n2", "two"))).as("seed %d", seed).isGreaterThan(before);
        });
        // then
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
        assertNothingDiffers(audit(AuditMode.COMPARE, WIDE));
    }

    private long answersOf(Bson filter) {
        long answers = 0;
        for (var row : rows().find(filter)) {
            answers += row.getLong("answers");
        }
        return answers;
    }

    /** A review by a new learner in the middle of the week of a row. */
    private ReviewRecorded byAnother(Document row, int partition) {
        LearnerId learner;
        do {
            learner = Generate.learnerId(random);
        } while (bench.definition.partitionOf(learner.text()) != partition);
        var at = LocalDate.ofEpochDay(row.get("day", Number.class).longValue())
                .plusDays(3)
                .atTime(12, 0)
                .toInstant(ZoneOffset.UTC);
        var stamp = new Stamp(
                new EventId(Generate.cardId(random).value()),
                learner,
                at,
                ZoneOffset.UTC,
                new ClientId("another"),
                0,
                at);
        var like = log.stream()
                .filter(ReviewRecorded.class::isInstance)
                .map(ReviewRecorded.class::cast)
                .findFirst()
                .orElseThrow();
        return new ReviewRecorded(
                stamp,
                CardAnswers.card(row.getString("subject")),
                like.cardRevision(),
                like.rating(),
                like.durationMs(),
                null,
                null,
                null,
                false,
                like.origin(),
                like.clientVersion(),
                Set.of());
    }

    @Test
    void shouldNotCountALearnerWhoseErasureIsRepairedAlsoIfTheAuditEndsBeforeRowsAreCompared() {
        // given: what was erased stands there again
        var erased = learners.getFirst();
        appendAndApply(log);
        deriveAll();
        var documents = bench.generation.documents();
        var ofLearner = documents.find(eq("context", erased.text())).into(new ArrayList<>());
        var counted = rows().find().into(new ArrayList<>());
        var id = new EventId(Generate.cardId(random).value());
        appendAndApply(
                List.of(new LearnerErased(new Stamp(id, erased, NOW, ZoneOffset.UTC, new ClientId("server"), 0, NOW))));
        documents.insertMany(ofLearner);
        rows().deleteMany(new Document());
        rows().insertMany(counted);
        bench.generation.erased().deleteMany(new Document());
        // when
        var ended = new AtStep(1, () -> {
            throw new CancellationException("cancelled");
        });
        assertThatThrownBy(() -> audit(AuditMode.REPAIR, ended)).isInstanceOf(CancellationException.class);
        // then
        assertThat(documents.countDocuments(eq("context", erased.text()))).isZero();
        log.removeIf(event -> event.stamp().learnerId().equals(erased));
        assertThat(stored()).as("seed %d", seed).isEqualTo(folded());
    }
}
