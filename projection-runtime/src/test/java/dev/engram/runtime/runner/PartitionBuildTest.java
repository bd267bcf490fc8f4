package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Contributions;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.testing.Generate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A partition that is built, however often it is broken off, holds what batches make of the same log. */
final class PartitionBuildTest {

    private static final int LEARNERS = 9;
    private static final int MOST_CRASHES = 6;

    private static final ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> DEFINITION =
            new ProjectionDefinition<>(
                    new LearnerCardProjection("cards", List.of(Activity.BY_DAY, CardAnswers.BY_WEEK)),
                    new LearnerCardMapping(),
                    LearnerEvents.codec()::decode,
                    new TopicDefinition("t", 1));

    /** A generation and the thread that writes to it. */
    private record Side(
            InMemoryGeneration<LearnerCardKey, LearnerCard, LearnerContext> generation,
            InMemoryProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> store,
            BatchTransaction<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> transaction) {

        static Side of(Checkpoint first, List<ParkedEvent> skipped) {
            var generation = new InMemoryGeneration<LearnerCardKey, LearnerCard, LearnerContext>(List.of(first));
            generation.parked.addAll(skipped);
            var store = new InMemoryProjectionStore<>(generation);
            return new Side(generation, store, new BatchTransaction<>(DEFINITION.projection(), store));
        }

        void deriveAll() {
            while (!store.staleContexts(0).isEmpty()) {
                transaction.rederive(store.staleContexts(0).getFirst(), store.take(0), 2);
            }
        }
    }

    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final List<ParkedEvent> skipped = new ArrayList<>();

    private void live(Random random) {
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(5).toList();
        var learners = Stream.generate(() -> Generate.learnerId(random))
                .limit(LEARNERS)
                .toList();
        var events = new ArrayList<LearnerEvent>();
        for (var learner : learners) {
            var decks = List.of(new DeckId(cards.getFirst().value()));
            events.addAll(Generate.shuffledWithRepeats(LearnerLives.of(learner, cards, decks, random), random));
        }
        Collections.shuffle(events, random);
        events.add(random.nextInt(events.size()), erasure(learners.getFirst(), random));
        events.add(erasure(learners.get(1), random));
        for (var event : events) {
            if (random.nextInt(20) == 0) {
                var whose = random.nextInt(4) == 0
                        ? null
                        : learners.get(random.nextInt(LEARNERS)).text();
                append(whose, new byte[] {'?'}, Map.of());
            }
            var encoded = LearnerEvents.codec().encode(event);
            append(encoded.key(), encoded.value(), encoded.headers());
        }
        for (int i = 0; i < 3; i++) {
            var origin = log.get(random.nextInt(log.size()));
            if (skipped.stream().noneMatch(event -> event.offset() == origin.offset())) {
                skipped.add(Batch.parked(origin, new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, "a test")));
            }
        }
    }

    private void append(@Nullable String key, byte[] value, Map<String, String> headers) {
        var written = new RecordHeaders();
        headers.forEach((name, text) -> written.add(name, text.getBytes(StandardCharsets.UTF_8)));
        log.add(new ConsumerRecord<>(
                "t",
                0,
                log.size(),
                1_000 + log.size(),
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length(),
                value.length,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                written,
                Optional.of(log.size() / 100)));
    }

    private static LearnerErased erasure(LearnerId learner, Random random) {
        var now = Instant.parse("2026-05-01T12:00:00Z");
        var id = new EventId(Generate.cardId(random).value());
        return new LearnerErased(new Stamp(id, learner, now, ZoneOffset.UTC, new ClientId("server"), 0, now));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHoldWhatBatchesMakeOfTheLogWhereverItIsBrokenOff(long seed) {
        // given
        var random = new Random(seed);
        live(random);
        var batches = byBatches(random);
        var built = Side.of(Checkpoint.unbuilt(0, "id", 0), skipped);
        // when
        build(built, settings(1_000_000 + random.nextInt(1_000_000), random), random, false);
        // then
        var reached = built.store().take(0);
        assertThat(reached.next()).isEqualTo(log.size());
        assertThat(reached.leaderEpoch()).isEqualTo(batches.store().take(0).leaderEpoch());
        assertThat(reached.dataUpTo()).isEqualTo(batches.store().take(0).dataUpTo());
        built.deriveAll();
        assertSame(built, batches);
        assertThat(built.generation().documents).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldBeginByBatchesWithNothingStoredWhereItIsRefused(long seed) {
        // given
        var random = new Random(seed);
        live(random);
        boolean isByMemory = random.nextBoolean();
        var side = Side.of(Checkpoint.unbuilt(0, "id", 0), skipped);
        if (random.nextBoolean()) {
            var half = new Attempt(side, settings(1_000_000, random), false);
            while (!half.isWriting()) {
                half.run(1, random);
            }
            half.write();
        }
        // when
        build(side, settings(isByMemory ? 1_000 : 1_000_000, random), random, !isByMemory);
        // then
        assertThat(side.store().take(0).next()).isZero();
        assertThat(side.generation().documents).isEmpty();
        assertThat(side.generation().contexts).isEmpty();
        assertThat(side.generation().erased).isEmpty();
        assertThat(side.generation().rows).isEmpty();
        assertThat(side.generation().parked).extracting(ParkedEvent::offset).hasSameSizeAs(skipped);
    }

    private ProjectionSettings settings(int buildBytes, Random random) {
        var usual = ProjectionSettings.of("s", KafkaAccess.open("nowhere:1"), null);
        return new ProjectionSettings(
                "s",
                usual.kafka(),
                null,
                1 + random.nextInt(300),
                1 + random.nextInt(30),
                usual.maxBytes(),
                buildBytes,
                usual.transactionTimeout(),
                usual.backoffMin(),
                usual.backoffMax(),
                usual.retiredFor(),
                Map.of());
    }

    private Side byBatches(Random random) {
        var side = Side.of(Checkpoint.first(0, "id", 0), skipped);
        for (int from = 0; from < log.size(); ) {
            int to = Math.min(log.size(), from + 1 + random.nextInt(200));
            var entries = log.subList(from, to).stream()
                    .filter(origin -> skipped.stream().noneMatch(event -> event.offset() == origin.offset()))
                    .map(origin -> Batch.entry(origin, DEFINITION.decoder(), DEFINITION.projection()))
                    .toList();
            var last = log.get(to - 1);
            side.transaction()
                    .apply(
                            new Batch<>(
                                    entries,
                                    to,
                                    last.leaderEpoch().orElseThrow(),
                                    Instant.ofEpochMilli(last.timestamp())),
                            side.store().take(0));
            from = to;
        }
        side.deriveAll();
        return side;
    }

    /** One process after the other, each of which may die before any transaction and after it. */
    private void build(Side side, ProjectionSettings settings, Random random, boolean isRefused) {
        Attempt before = null;
        for (int crashes = 0; side.store().take(0).isUnbuilt(); crashes++) {
            var attempt = new Attempt(side, settings, isRefused);
            attempt.run(crashes < MOST_CRASHES ? random.nextInt(60) : Integer.MAX_VALUE, random);
            if (before != null && before.isWriting() && attempt.turn() > before.turn()) {
                var late = before;
                assertThatThrownBy(late::write).isInstanceOf(CheckpointMovedException.class);
            }
            before = attempt;
        }
    }

    /** What one process does. */
    private final class Attempt {
        private final PartitionBuild<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> build;
        private Checkpoint held;
        private int position;

        Attempt(Side side, ProjectionSettings settings, boolean isRefused) {
            held = side.store().take(0);
            build = new PartitionBuild<>(
                    DEFINITION,
                    side.transaction(),
                    settings,
                    new BatchLimits(settings),
                    held,
                    Set.copyOf(side.store().skippedFrom(0, 0)),
                    log.size(),
                    isRefused);
        }

        void run(int steps, Random random) {
            for (int i = 0; i < steps && held.isUnbuilt(); i++) {
                var rewind = build.rewind();
                position = rewind == null ? position : Math.toIntExact(rewind);
                if (build.isReading()) {
                    int to = Math.min(log.size(), position + 1 + random.nextInt(400));
                    build.read(log.subList(position, to), to, held);
                    position = to;
                } else {
                    write();
                }
            }
        }

        void write() {
            held = build.write(held).applied().checkpoint();
        }

        boolean isWriting() {
            return held.isUnbuilt() && !build.isReading();
        }

        long turn() {
            return held.turn();
        }
    }

    private static void assertSame(Side built, Side batches) {
        var one = built.generation();
        var other = batches.generation();
        assertThat(one.documents).isEqualTo(other.documents);
        assertThat(one.contexts).isEqualTo(other.contexts);
        assertThat(one.parked).containsExactlyInAnyOrderElementsOf(other.parked);
        assertThat(one.erased.keySet()).isEqualTo(other.erased.keySet());
        assertThat(rows(one)).isEqualTo(rows(other));
    }

    private static Map<InMemoryGeneration.Row, List<Long>> rows(InMemoryGeneration<?, ?, ?> generation) {
        var rows = new HashMap<InMemoryGeneration.Row, List<Long>>();
        generation.rows.forEach((row, counts) -> {
            if (!Contributions.isZero(counts)) {
                rows.put(row, LongStream.of(counts).boxed().toList());
            }
        });
        return rows;
    }
}
