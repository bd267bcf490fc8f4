package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.projections.ContextHash;
import dev.engram.runtime.audit.AuditReport.Kind;
import dev.engram.runtime.audit.AuditReport.Part;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.runner.LearnerBench;
import dev.engram.runtime.store.ErasedContexts;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever the event stands among those of the learner, nothing of the learner is left in the store. */
class ErasedLearnerTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final long seed = Seeds.one();
    private final Random random = new Random(seed);
    private final LearnerId erased = Generate.learnerId(random);
    private final LearnerId other = Generate.learnerId(random);
    private final LearnerBench bench = new LearnerBench();
    private final List<LearnerEvent> log = new ArrayList<>();

    @BeforeEach
    void live() {
        for (var learner : List.of(erased, other)) {
            var cards = Stream.generate(() -> Generate.cardId(random)).limit(5).toList();
            var decks = List.of(new DeckId(cards.getFirst().value()));
            log.addAll(Generate.shuffledWithRepeats(LearnerLives.of(learner, cards, decks, random), random));
        }
        Collections.shuffle(log, random);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private LearnerErased erasure() {
        var id = new EventId(Generate.cardId(random).value());
        return new LearnerErased(new Stamp(id, erased, NOW, ZoneOffset.UTC, new ClientId("server"), 0, NOW));
    }

    private void appendAndApply(List<? extends LearnerEvent> events) {
        bench.append(events);
        bench.applyAll(random);
    }

    private AuditReport audit(AuditMode mode) {
        return new Audit<>(bench.client, bench.definition, bench.settings, InstantSource.fixed(NOW))
                .run(bench.generation, mode, (_, _, _) -> {}, 4_000);
    }

    /** Whatever stands in a database, as bytes: ids are held as text, as binary and as bytes of keys. */
    private static void assertNowhereIn(MongoDatabase database, LearnerId learner) {
        var hex = HexFormat.of();
        var text = hex.formatHex(learner.text().getBytes(StandardCharsets.UTF_8));
        var binary = learner.text().replace("-", "");
        for (var name : database.listCollectionNames()) {
            for (var found : database.getCollection(name, RawBsonDocument.class).find()) {
                var bytes = new byte[found.getByteBuffer().remaining()];
                found.getByteBuffer().duplicate().get(bytes);
                assertThat(hex.formatHex(bytes)).as(name).doesNotContain(text, binary);
            }
        }
    }

    private MongoDatabase database() {
        return bench.generation.database();
    }

    @Test
    void shouldLeaveNothingButAHashWhereverTheEventStands() {
        // given
        log.add(random.nextInt(log.size()), erasure());
        int middle = random.nextInt(log.size());
        bench.append(log.subList(0, middle));
        bench.appendUnreadable(erased);
        bench.append(log.subList(middle, log.size()));
        bench.appendUnreadable(erased);
        bench.append(List.of(erasure()));
        // when
        bench.applyAll(random);
        // then
        assertThat(new ErasedContexts(bench.generation).find(ContextHash.of(erased.text())))
                .isPresent();
        assertThat(bench.generation.parked().countDocuments()).isZero();
        assertThat(bench.generation.erased().distinct("_id", String.class))
                .containsExactly(ContextHash.of(erased.text()));
        assertNowhereIn(database(), erased);
        assertThat(bench.generation.contexts().countDocuments(eq("_id", other.text())))
                .isOne();
        var report = audit(AuditMode.COMPARE);
        assertThat(report.first()).as("seed %d", seed).isEmpty();
        assertThat(report.differences()).isZero();
    }

    @Test
    void shouldCountWhatWasRemoved() {
        // given
        bench.appendUnreadable(erased);
        appendAndApply(log);
        long documents = bench.generation.documents().countDocuments(eq("context", erased.text()));
        long rows = bench.generation
                .rows(bench.projection.aggregates().getFirst())
                .countDocuments(eq("_id.subject", erased.text()));
        // when
        var place = bench.append(List.of(erasure())).getFirst();
        bench.applyAll(random);
        appendAndApply(log);
        // then
        assertThat(documents).isPositive();
        assertThat(rows).isPositive();
        assertThat(bench.store().erasure(ContextHash.of(erased.text())))
                .contains(new Erasure(place.partition(), place.offset(), documents, 1, rows, 1));
        assertNowhereIn(database(), erased);
    }

    @Test
    void shouldFindAndRepairWhatIsLeftOfAnErasedLearner() {
        // given
        appendAndApply(log);
        var document =
                bench.generation.documents().find(eq("context", erased.text())).first();
        var context = bench.generation.contexts().find(eq("_id", erased.text())).first();
        assertThat(document).isNotNull();
        assertThat(context).isNotNull();
        appendAndApply(List.of(erasure()));
        bench.generation.documents().insertOne(document);
        bench.generation.contexts().insertOne(context);
        bench.generation.erased().deleteMany(new Document());
        // when
        var found = audit(AuditMode.COMPARE);
        audit(AuditMode.REPAIR);
        // then
        assertThat(found.first())
                .extracting(AuditReport.Difference::part, AuditReport.Difference::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Part.ERASURE, Kind.MISSING),
                        org.assertj.core.groups.Tuple.tuple(Part.CONTEXT, Kind.EXTRA),
                        org.assertj.core.groups.Tuple.tuple(Part.DOCUMENT, Kind.EXTRA));
        assertThat(audit(AuditMode.COMPARE).differences()).isZero();
        assertNowhereIn(database(), erased);
    }

    @Test
    void shouldSayThatTheLogDoesNotEraseWhatIsRememberedAsErased() {
        // given
        appendAndApply(log);
        bench.generation.erased().insertOne(new Document("_id", "00").append("partition", 0));
        // when
        var report = audit(AuditMode.COMPARE);
        // then
        assertThat(report.first()).singleElement().satisfies(difference -> {
            assertThat(difference.part()).isEqualTo(Part.ERASURE);
            assertThat(difference.kind()).isEqualTo(Kind.EXTRA);
        });
    }

    @Test
    void shouldLeaveNothingInAGenerationThatIsBuiltAnew() {
        // given
        log.add(log.size() / 2, erasure());
        bench.append(log);
        var name = TestInfra.shared().uniqueDatabase("rebuilt");
        var rebuilt = GenerationCollections.of(bench.client.getDatabase(name), "learner-cards", 1);
        // when
        try (var _ = bench.start(name)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(new ErasedContexts(rebuilt).find(ContextHash.of(erased.text())))
                        .isPresent();
                long applied = 0;
                for (var checkpoint : rebuilt.checkpoints().find()) {
                    applied += checkpoint.getLong("next");
                }
                assertThat(applied).isEqualTo(log.size());
            });
        }
        // then
        assertNowhereIn(bench.client.getDatabase(name), erased);
    }
}
