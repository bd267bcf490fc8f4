package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.LogFold;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What audits find between a real broker and a real mongod, with differences made by hand. */
final class AuditTest {

    private static final long WIDE = 16 << 20;
    private static final long NARROW = 4_000;
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final long seed = Seeds.one();
    private final Random random = new Random(seed);
    private final List<LearnerId> learners =
            Stream.generate(() -> Generate.learnerId(random)).limit(8).toList();
    private final List<LearnerEvent> log = new ArrayList<>();

    private LearnerBench bench;
    private List<RecordMetadata> places;

    @BeforeEach
    void open() {
        bench = new LearnerBench();
        for (var learner : learners) {
            var cards = Stream.generate(() -> Generate.cardId(random)).limit(5).toList();
            var life = LearnerLives.of(
                    learner, cards, List.of(new DeckId(cards.getFirst().value())), random);
            log.addAll(Generate.shuffledWithRepeats(life, random));
        }
        Collections.shuffle(log, random);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void appendAndApply() {
        places = bench.append(log);
        bench.applyAll(random);
    }

    private AuditReport audit(long bytes) {
        return audit(bench.generation, bytes, (_, _, _) -> {});
    }

    private AuditReport audit(GenerationCollections generation, long bytes, AuditProgress progress) {
        return new Audit<>(bench.client, bench.definition, bench.settings, InstantSource.fixed(NOW))
                .run(generation, AuditMode.COMPARE, progress, bytes);
    }

    private AuditReport repair(long bytes) {
        return repair(bytes, (_, _, _) -> {});
    }

    private AuditReport repair(long bytes, AuditProgress progress) {
        return new Audit<>(bench.client, bench.definition, bench.settings, InstantSource.fixed(NOW))
                .run(bench.generation, AuditMode.REPAIR, progress, bytes);
    }

    private void assertNothingDiffers(AuditReport report) {
        assertThat(report.first()).as("seed %d", seed).isEmpty();
        assertThat(report.differences()).isZero();
    }

    /** Offset of the first event that is as wanted. */
    private long first(Predicate<LearnerEvent> wanted) {
        for (int i = 0; i < log.size(); i++) {
            if (wanted.test(log.get(i))) {
                return places.get(i).offset();
            }
        }
        throw new AssertionError("no such event");
    }

    private long last(Predicate<LearnerEvent> wanted) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (wanted.test(log.get(i))) {
                return places.get(i).offset();
            }
        }
        throw new AssertionError("no such event");
    }

    private int partitionOf(LearnerId learner) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).stamp().learnerId().equals(learner)) {
                return places.get(i).partition();
            }
        }
        throw new AssertionError("no such learner");
    }

    private Predicate<LearnerEvent> touches(LearnerCardKey key) {
        return event -> bench.projection.keys(event).contains(key);
    }

    private static Predicate<LearnerEvent> isOf(LearnerId learner) {
        return event -> event.stamp().learnerId().equals(learner);
    }

    private LogFold<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> folded() {
        var fold = new LogFold<>(bench.projection);
        for (int i = 0; i < log.size(); i++) {
            fold.apply(i, log.get(i));
        }
        return fold;
    }

    /** A card of a learner with a review that is not retracted and of an id that only one event bears. */
    private LearnerCardKey answered(LearnerId learner) {
        return folded().documents().entrySet().stream()
                .filter(entry -> entry.getKey().learnerId().equals(learner)
                        && !entry.getValue().state().days().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldFindNothingInWhatBatchesAndChunksHaveLeft() {
        // given
        appendAndApply();
        bench.deriveSome(2);
        assertThat(bench.stale())
                .as("seed %d: contexts with stale documents", seed)
                .isNotEmpty();
        // when
        var wide = audit(WIDE);
        var narrow = audit(NARROW);
        for (int i = 0; i < 100 && !bench.stale().isEmpty(); i++) {
            bench.deriveSome(2);
        }
        var derived = audit(WIDE);
        // then
        assertNothingDiffers(wide);
        assertNothingDiffers(narrow);
        assertNothingDiffers(derived);
        assertThat(bench.stale()).isEmpty();
        assertThat(narrow).isEqualTo(wide);
        var fold = folded();
        assertThat(derived)
                .isEqualTo(new AuditReport(
                        1,
                        log.size(),
                        fold.documents().size(),
                        fold.contexts().size(),
                        Contributions.differences(Activity.BY_DAY, Map.of(), fold.documents())
                                .size(),
                        0,
                        0,
                        0,
                        List.of(),
                        0,
                        List.of()));
    }

    @Test
    void shouldFindEveryDifferenceWithTheEventThatExplainsIt() {
        // given
        appendAndApply();
        while (!bench.stale().isEmpty()) {
            bench.deriveSome(100);
        }
        var unreadable = bench.appendUnreadable(1);
        bench.applyAll(random);
        var documents = bench.generation.documents();
        var rows = bench.generation.rows(Activity.BY_DAY);
        var expected = new ArrayList<Difference>();

        // when
        var lossy = answered(learners.get(0));
        var review = folded().documents().get(lossy).state().history().reviews().getFirst();
        var id = review.stamp().eventId();
        documents.updateOne(eq("_id", bench.mapping.id(lossy)), pull("recorded", new Document("id", id.value())));
        expected.add(difference(
                Part.DOCUMENT,
                Kind.DIFFERS,
                lossy,
                first(event -> event instanceof ReviewRecorded same
                        && same.stamp().eventId().equals(id))));

        var wrong = answered(learners.get(1));
        documents.updateOne(eq("_id", bench.mapping.id(wrong)), set("stabilityDays", 123.5));
        expected.add(difference(Part.DOCUMENT, Kind.DIFFERS, wrong, last(touches(wrong))));

        var lost = answered(learners.get(2));
        documents.deleteOne(eq("_id", bench.mapping.id(lost)));
        expected.add(difference(Part.DOCUMENT, Kind.MISSING, lost, first(touches(lost))));

        var original = answered(learners.get(3));
        var invented = new LearnerCardKey(
                original.learnerId(), new CardId(UUID.fromString("01900000-0000-7000-8000-000000000001")));
        var copy = documents.find(eq("_id", bench.mapping.id(original))).first();
        assertThat(copy).isNotNull();
        copy.append("_id", bench.mapping.id(invented));
        copy.putAll(bench.mapping.id(invented));
        documents.insertOne(copy);
        expected.add(difference(Part.DOCUMENT, Kind.EXTRA, invented, null));

        var miscounted = rowOf(learners.get(4));
        rows.updateOne(
                and(eq("_id.subject", miscounted.subject()), eq("_id.day", miscounted.day())), inc("answers", 2L));
        expected.add(difference(Part.AGGREGATE, Kind.DIFFERS, miscounted, last(isOf(learners.get(4)))));
        var missingRow = rowOf(learners.get(5));
        rows.deleteOne(and(eq("_id.subject", missingRow.subject()), eq("_id.day", missingRow.day())));
        expected.add(difference(Part.AGGREGATE, Kind.MISSING, missingRow, last(isOf(learners.get(5)))));
        var inventedRow = new AggregateKey(learners.get(5).text(), 1);
        rows.insertOne(new Document("_id", new Document("subject", inventedRow.subject()).append("day", 1L))
                .append("partition", partitionOf(learners.get(5)))
                .append("answers", 1L)
                .append("millis", 0L)
                .append("young", 0L)
                .append("youngSuccesses", 0L)
                .append("mature", 0L)
                .append("matureSuccesses", 0L));
        expected.add(difference(Part.AGGREGATE, Kind.EXTRA, inventedRow, null));

        var forgotten = learners.get(6);
        bench.generation.contexts().deleteOne(eq("_id", forgotten.text()));
        expected.add(new Difference(
                Part.CONTEXT,
                Kind.MISSING,
                partitionOf(forgotten),
                forgotten.text(),
                "",
                first(isOf(forgotten)
                        .and(event -> !bench.projection
                                .applyContext(LearnerContext.EMPTY, event)
                                .equals(LearnerContext.EMPTY)))));
        var raised = learners.get(7);
        bench.generation.contexts().updateOne(eq("_id", raised.text()), inc("epoch", -1L));
        expected.add(
                new Difference(Part.CONTEXT, Kind.DIFFERS, partitionOf(raised), raised.text(), "", last(isOf(raised))));

        bench.generation.parked().deleteOne(eq("offset", unreadable.offset()));
        expected.add(new Difference(
                Part.PARKED_EVENT, Kind.MISSING, 1, "1@" + unreadable.offset(), "", unreadable.offset()));
        bench.generation
                .parked()
                .insertOne(new Document("partition", partitionOf(raised)).append("offset", last(isOf(raised))));
        expected.add(new Difference(
                Part.PARKED_EVENT,
                Kind.EXTRA,
                partitionOf(raised),
                partitionOf(raised) + "@" + last(isOf(raised)),
                "",
                last(isOf(raised))));

        // then
        var wide = audit(WIDE);
        assertThat(wide.first())
                .as("seed %d", seed)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(wide.differences()).isEqualTo(expected.size());
        assertThat(wide.first())
                .extracting(Difference::detail)
                .anyMatch(detail -> detail.startsWith("an event is not applied; recorded is "))
                .anyMatch(detail -> detail.startsWith(
                        "figures differ, all events are applied; stabilityDays is 123.5, by the log "))
                .anyMatch(detail -> detail.matches(".* all events are applied; answers is \\d+, by the log \\d+"));
        var narrow = audit(NARROW);
        assertThat(new HashSet<>(narrow.first())).isEqualTo(new HashSet<>(wide.first()));
        assertThat(narrow.differences()).isEqualTo(wide.differences());

        // when
        var repair = repair(NARROW);
        // then
        assertThat(repair.differences()).isEqualTo(wide.differences());
        assertThat(repair.repaired()).isEqualTo(expected.size());
        assertThat(repair.written()).isGreaterThanOrEqualTo(expected.size());
        assertThat(repair.isEqual()).isTrue();
        assertNothingDiffers(audit(WIDE));
        assertThat(repair(WIDE).repaired()).isZero();
    }

    @Test
    void shouldNameWhatCannotBeReadAndRepairIt() {
        // given
        appendAndApply();
        while (!bench.stale().isEmpty()) {
            bench.deriveSome(100);
        }
        var documents = bench.generation.documents();
        var fieldless = answered(learners.get(0));
        var silent = answered(learners.get(1));
        var blind = learners.get(2);
        var row = rowOf(learners.get(3));
        // when
        documents.updateOne(eq("_id", bench.mapping.id(fieldless)), unset("phase"));
        documents.updateOne(eq("_id", bench.mapping.id(silent)), unset("recorded"));
        documents.updateOne(eq("_id", bench.mapping.id(answered(learners.get(4)))), unset("context"));
        bench.generation.contexts().updateOne(eq("_id", blind.text()), unset("memberships"));
        bench.generation
                .rows(Activity.BY_DAY)
                .updateOne(and(eq("_id.subject", row.subject()), eq("_id.day", row.day())), set("answers", "many"));
        var later = new ArrayList<LearnerEvent>();
        for (var key : List.of(fieldless, silent)) {
            later.addAll(Generate.reviewsOf(key.learnerId(), key.cardId(), 2, random));
        }
        log.addAll(later);
        bench.append(later);
        bench.applyAll(random);
        var found = audit(WIDE);
        // then
        assertThat(found.first())
                .extracting(Difference::detail)
                .anyMatch(detail -> detail.startsWith("cannot be read: missing: phase"))
                .anyMatch(detail -> detail.startsWith("cannot be read: missing: recorded"))
                .anyMatch(detail -> detail.startsWith("cannot be read: missing: memberships"))
                .anyMatch(detail -> detail.startsWith("cannot be read: field answers"))
                .anyMatch(detail -> detail.endsWith("not stored"))
                .anyMatch(detail -> detail.equals("can be applied: replay it"));
        assertThat(bench.generation
                        .parked()
                        .countDocuments(new Document("reason", "document-unreadable").append("resolution", null)))
                .as("the events of what cannot be read wait")
                .isEqualTo(4);
        assertThat(repair(WIDE).repaired()).isPositive();
        assertNothingDiffers(audit(WIDE));
        assertThat(bench.generation.parked().countDocuments(new Document("resolution", null)))
                .isZero();
        assertThat(bench.store().read(fieldless).orElseThrow())
                .isEqualTo(folded().documents().get(fieldless));
    }

    @Test
    void shouldRepairWhatIsWrittenMeanwhile() {
        // given
        places = bench.append(log.subList(0, log.size() / 2));
        bench.applyAll(random);
        var wrong = bench.generation.documents().updateMany(new Document(), set("difficulty", 3.25));
        assertThat(wrong.getModifiedCount()).isPositive();
        // when
        var rest = List.copyOf(log.subList(log.size() / 2, log.size()));
        bench.append(rest);
        var once = new boolean[1];
        repair(NARROW, (records, _, _) -> {
            if (records > 0 && !once[0]) {
                once[0] = true;
                bench.applyAll(random);
            }
        });
        // then
        assertThat(once[0]).isTrue();
        while (!bench.stale().isEmpty()) {
            bench.deriveSome(100);
        }
        assertNothingDiffers(audit(WIDE));
    }

    @Test
    void shouldNotRepairFromALogThatLacksRecords() {
        // given
        appendAndApply();
        bench.generation.documents().deleteMany(new Document());
        bench.appendInTransactions();
        bench.applyAll(random);
        // when
        var refused = catchThrowable(() -> repair(WIDE));
        // then
        assertThat(refused).isInstanceOf(IllegalStateException.class).hasMessageContaining("restore the log first");
    }

    @Test
    void shouldLeaveOutWhatAnOperatorHasSkipped() {
        // given
        appendAndApply();
        var skippable = Generate.reviewsOf(learners.getFirst(), Generate.cardId(random), 1, random);
        var place = bench.append(skippable).getFirst();
        bench.skip(place);
        // when
        var report = audit(WIDE);
        // then
        assertNothingDiffers(report);
        assertThat(report.records()).isEqualTo(log.size() + 1);
    }

    private Difference difference(Part part, Kind kind, LearnerCardKey key, Long offset) {
        return new Difference(
                part,
                kind,
                partitionOf(key.learnerId()),
                key.learnerId().value() + "/" + key.cardId().value(),
                "",
                offset);
    }

    private Difference difference(Part part, Kind kind, AggregateKey row, Long offset) {
        var learner = LearnerId.parse(row.subject());
        return new Difference(
                part, kind, partitionOf(learner), "activity/" + row.subject() + "/" + row.day(), "", offset);
    }

    private AggregateKey rowOf(LearnerId learner) {
        return bench.store()
                .rows(Activity.BY_DAY, learner.text(), -1_000_000, 1_000_000)
                .keySet()
                .iterator()
                .next();
    }

    @Test
    void shouldCountAllAndKeepTheFirstWhereEverythingIsLost() {
        // given
        appendAndApply();
        var fold = folded();
        bench.generation.documents().deleteMany(new Document());
        bench.generation.contexts().deleteMany(new Document());
        bench.generation.rows(Activity.BY_DAY).deleteMany(new Document());
        long rows = Contributions.differences(Activity.BY_DAY, Map.of(), fold.documents())
                .size();
        // when
        var wide = audit(WIDE);
        var narrow = audit(NARROW);
        // then
        assertThat(wide.differences())
                .isEqualTo(fold.documents().size() + fold.contexts().size() + rows);
        assertThat(wide.first()).hasSize(100).allMatch(difference -> difference.offset() != null);
        assertThat(narrow.differences()).isEqualTo(wide.differences());
        assertThat(narrow.first()).hasSize(100).allMatch(difference -> difference.offset() != null);
        assertThat(wide.documents()).isZero();
    }

    @Test
    void shouldSayThatTheLogDoesNotLeadToTheCheckpoint() {
        // given
        appendAndApply();
        bench.generation.checkpoints().updateOne(eq("_id", 2), set("next", 1_000_000L));
        // when
        var report = audit(NARROW);
        // then
        assertThat(report.first()).singleElement().satisfies(difference -> {
            assertThat(difference.part()).isEqualTo(Part.CHECKPOINT);
            assertThat(difference.partition()).isEqualTo(2);
            assertThat(difference.detail()).contains("the log ends at", "the checkpoint is 1000000");
        });
    }

    @Test
    void shouldShowProgressAndStopWhenCancelled() {
        // given
        appendAndApply();
        var seen = new ArrayList<Integer>();
        var cancelling = new AuditProgress() {
            @Override
            public void reached(long records, int partitionsDone, int partitions) {
                seen.add(partitionsDone);
            }

            @Override
            public boolean isCancelled() {
                return seen.getLast() == 1;
            }
        };
        var records = new ArrayList<Long>();
        // when
        var cancelled = catchThrowable(() -> audit(bench.generation, WIDE, cancelling));
        audit(bench.generation, WIDE, (read, _, _) -> records.add(read));
        // then
        assertThat(cancelled).isInstanceOf(CancellationException.class);
        assertThat(seen).contains(0, 1).doesNotContain(2);
        assertThat(records).isSorted().endsWith((long) log.size());
    }

    @Test
    void shouldFindNothingAndEqualCountsWhileARunnerGoesOn() {
        // given
        var database = TestInfra.shared().uniqueDatabase("runner");
        var generation = GenerationCollections.of(bench.client.getDatabase(database), "learner-cards", 1);
        var half = log.size() / 2;
        bench.append(log.subList(0, half));
        try (var runner = bench.start(database)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> generation.checkpoints().countDocuments() == 3);
            // when
            var between = new ArrayList<AuditReport>();
            for (int from = half; from < log.size(); from += 100) {
                bench.append(log.subList(from, Math.min(log.size(), from + 100)));
                between.add(audit(generation, NARROW, (_, _, _) -> {}));
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(runner.status().live()).isNotNull();
                assertThat(audit(generation, WIDE, (_, _, _) -> {}).records()).isEqualTo(log.size());
                assertThat(generation.contexts().countDocuments(eq("stale", true)))
                        .isZero();
            });
            // then
            between.forEach(this::assertNothingDiffers);
            assertNothingDiffers(audit(generation, WIDE, (_, _, _) -> {}));
            var expected = new HashMap<AggregateKey, List<Long>>();
            Contributions.differences(Activity.BY_DAY, Map.of(), folded().documents())
                    .forEach((key, counts) ->
                            expected.put(key, LongStream.of(counts).boxed().toList()));
            var stored = new HashMap<AggregateKey, List<Long>>();
            AggregateRows.read(Activity.BY_DAY, generation.rows(Activity.BY_DAY).find())
                    .forEach((key, counts) ->
                            stored.put(key, LongStream.of(counts).boxed().toList()));
            assertThat(stored).isEqualTo(expected).isNotEmpty();
        }
    }
}
