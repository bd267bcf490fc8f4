package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
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
        var repaired = audit(AuditMode.REPAIR, WIDE);
        // then
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
}
