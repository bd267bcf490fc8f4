package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.Ledger.rate;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.audit.Audit;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Rebuilds and replays while others do the same, or with other programs. */
final class RebuildAndReplayTest {

    @Test
    void shouldNotLetAnOlderProgramReplayIntoANewerGeneration() {
        try (var bench = LedgerBench.shared(1)) {
            long poison = bench.send(0, added("ann", "card", Ledger.UNFOLDABLE));
            var older = bench.start(bench.settings(), bench.ledger.fixed());
            untilLive(older);
            var newer = bench.start(bench.settings(), new Ledger("ledger", 2, false));
            until("newer", () -> newer.status().isServing(), newer::status);
            until("parked", () -> !newer.parked().list(0, 0, 10).isEmpty(), newer::status);
            assertThatExceptionOfType(ProjectionStoppedException.class)
                    .isThrownBy(() -> older.parked().replay(0, poison))
                    .withMessageContaining("fold version 1");
            assertThat(bench.document("ann/card")).isEmpty();
        }
    }

    @Test
    void shouldGoOnServingWhileOnlyTheBuildingGenerationIsStopped() throws Exception {
        try (var bench = LedgerBench.shared(1)) {
            var live = bench.start();
            for (int i = 1; i <= 5; i++) {
                bench.send(0, added("ann", "card", i));
            }
            bench.untilApplied(0, 4);
            var generations = bench.generations(bench.ledger, Duration.ofSeconds(10));
            assertThat(generations.startBuilding(1, List.of(Checkpoint.first(0, "another topic", 0)), Instant.now()))
                    .isTrue();
            until(
                    "the building one stopped",
                    () -> LedgerBench.state(live, 0) instanceof PartitionState.Stopped,
                    live::status);
            bench.untilApplied(0, bench.send(0, added("ann", "card", 7)));
            assertThat(live.status().state()).isNotInstanceOf(PartitionState.Stopped.class);
        }
    }

    @Test
    void shouldNotPromoteWithStaleContexts() {
        try (var bench = LedgerBench.shared(1)) {
            var projection = bench.start();
            untilLive(projection);
            var sent = IntStream.range(0, 20_000)
                    .mapToObj(i -> bench.sendLater(bench.producer, 0, added("ann", "card" + i, 7)))
                    .toList();
            sent.forEach(LedgerBench::offset);
            bench.untilApplied(0, bench.send(0, rate("ann", 3)));
            var g1 = GenerationCollections.of(bench.database, "ledger", 1);
            until("derived", () -> g1.contexts().countDocuments(new Document("stale", true)) == 0, projection::status);
            assertThat(projection.rebuild()).isTrue();
            var pointers = GenerationCollections.pointers(bench.database);
            until(
                    "promoted",
                    () -> pointers.find(new Document("_id", "ledger").append("generation", 2))
                                    .first()
                            != null,
                    projection::status);
            var g2 = GenerationCollections.of(bench.database, "ledger", 2);
            assertThat(g2.rows(Ledger.TOTALS).find().first())
                    .isEqualTo(g1.rows(Ledger.TOTALS).find().first());
            long stale = g2.contexts().countDocuments(new Document("stale", true));
            assertThat(stale).isZero();
        }
    }

    @Test
    void shouldBuildAgainWhatAnotherProcessHasLeftHalfBuilt() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            var settings = bench.settings().withBuildBytes(100_000);
            var definition = bench.ledger.on(bench.topic);
            var before = bench.start(settings);
            var sent = IntStream.range(0, 3_000)
                    .mapToObj(i -> {
                        var account = "a" + i * 7 % 40;
                        var event = i % 100 == 99
                                ? rate(account, i)
                                : added(account, "card" + i % 3, i % 500 == 7 ? Ledger.UNFOLDABLE : i);
                        return bench.sendLater(bench.producer, definition.partitionOf(account), event);
                    })
                    .toList();
            var ends = new long[2];
            sent.stream().map(LedgerBench::placed).forEach(place -> ends[place.partition()] = place.offset());
            bench.untilApplied(0, ends[0]);
            bench.untilApplied(1, ends[1]);
            until("derived", () -> bench.stale(1) == 0, before::status);
            before.close();
            var generations = bench.generations(bench.ledger, Duration.ofSeconds(10));
            var unbuilt = IntStream.range(0, 2)
                    .mapToObj(partition ->
                            Checkpoint.unbuilt(partition, bench.place(partition).topicId(), 0))
                    .toList();
            assertThat(generations.startBuilding(1, unbuilt, Instant.now())).isTrue();
            var half = "a1";
            try (var store = generations.store(2)) {
                var held = store.take(definition.partitionOf(half));
                store.transact(work -> {
                    work.advance(held, held.turned());
                    work.write(
                            Map.of(half + "/card1", new Projected<>(new Ledger.Tally(List.of(7), 7), half, 3, null)));
                    work.writeContexts(Map.of(half, new ProjectedContext<>(new Ledger.Rate(9), 3, true)));
                    work.add(Ledger.TOTALS, Map.of(new AggregateKey(half, 1), new long[] {1, 7}));
                });
            }
            // when
            var after = bench.start(settings);
            until("rebuilt", () -> LedgerBench.liveGeneration(after) == 2, after::status);
            // then
            assertThat(bench.documents(2)).isEqualTo(bench.documents(1)).hasSize(120);
            var report = new Audit<>(bench.client, definition, settings, InstantSource.system())
                    .run(GenerationCollections.of(bench.database, "ledger", 2), (_, _, _) -> {});
            assertThat(report.first()).isEmpty();
            assertThat(IntStream.range(0, 2)
                            .mapToLong(partition -> bench.checkpoint(partition).next() - 1))
                    .containsExactly(ends[0], ends[1]);
            int place = definition.partitionOf(half);
            bench.untilApplied(place, bench.send(place, added(half, "card1", 4)));
        }
    }

    @Test
    void shouldReportNothingAfterAReplay() {
        try (var bench = LedgerBench.shared(1)) {
            bench.send(0, added("ann", "card", 1));
            long poison = bench.send(0, added("ann", "card", Ledger.UNFOLDABLE));
            var before = bench.start();
            bench.untilApplied(0, poison);
            before.close();
            var fixed = bench.start(bench.settings(), bench.ledger.fixed());
            untilLive(fixed);
            assertThat(fixed.parked().replay(0, poison)).isInstanceOf(ParkedEvents.Outcome.Resolved.class);
            var report = new Audit<>(
                            bench.client,
                            bench.ledger.fixed().on(bench.topic),
                            bench.settings(),
                            InstantSource.system())
                    .run(GenerationCollections.of(bench.database, "ledger", 1), (_, _, _) -> {});
            assertThat(report.first())
                    .filteredOn(d -> d.part().name().equals("PARKED_EVENT"))
                    .isEmpty();
        }
    }

    @Test
    void shouldDiscardOrReplayOnce() {
        try (var bench = LedgerBench.shared(1)) {
            bench.send(0, added("ann", "card", 1));
            long poison = bench.send(0, added("ann", "card", Ledger.UNFOLDABLE));
            var before = bench.start();
            bench.untilApplied(0, poison);
            before.close();
            var definition = bench.ledger.fixed().on(bench.topic);
            var real = bench.generations(bench.ledger.fixed(), Duration.ofSeconds(10));
            var other = new ParkedEvents<>(definition, real, RunnerEnvironment.system(), () -> {});
            var raced = new boolean[1];
            @SuppressWarnings("unchecked")
            var slow = (Generations<String, Ledger.Tally, Ledger.Rate>) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Generations.class}, (_, method, args) -> {
                        var found = method.invoke(real, args);
                        return !method.getName().equals("store")
                                ? found
                                : Proxy.newProxyInstance(
                                        getClass().getClassLoader(),
                                        new Class<?>[] {ProjectionStore.class},
                                        (_, inner, innerArgs) -> {
                                            if (inner.getName().equals("checkpoint") && !raced[0]) {
                                                raced[0] = true;
                                                var _ = other.replay(0, poison);
                                            }
                                            return inner.invoke(found, innerArgs);
                                        });
                    });
            var outcome = new ParkedEvents<>(definition, slow, RunnerEnvironment.system(), () -> {}).replay(0, poison);
            assertThat(outcome).isInstanceOf(ParkedEvents.Outcome.NotParked.class);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, Ledger.UNFOLDABLE);
        }
    }

    @Test
    void shouldStepOverASkippedRecordAlsoInARebuildUntilItIsReplayed() {
        try (var bench = LedgerBench.shared(1)) {
            bench.send(0, added("ann", "card", 1));
            var before = bench.start();
            bench.untilApplied(0, 0);
            before.close();
            long stuck = bench.send(0, added("ann", "card", 2));
            bench.send(0, added("ann", "card", 3));
            var generations = bench.generations(bench.ledger, Duration.ofSeconds(10));
            var skip = new RecordSkip<>(
                    bench.settings(),
                    bench.ledger.on(bench.topic),
                    generations,
                    RunnerEnvironment.system(),
                    bench.checkpoint(0).topicId(),
                    () -> {});
            // when
            assertThat(skip.skip(0, stuck + 1, "a test", "nobody")).isEqualTo(new RecordSkip.Outcome.Elsewhere(stuck));
            assertThat(skip.skip(0, stuck, "a test", "nobody")).isEqualTo(new RecordSkip.Outcome.Skipped());
            assertThat(skip.skip(0, stuck, "again", "nobody")).isEqualTo(new RecordSkip.Outcome.Elsewhere(stuck + 1));
            var after = bench.start();
            bench.untilApplied(0, stuck + 1);
            // then
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 3);
            assertThat(skip.skip(0, stuck + 2, "too early", "nobody"))
                    .isEqualTo(new RecordSkip.Outcome.NoRecord(stuck + 2));
            assertThat(after.parked().find(0, stuck).orElseThrow().why()).satisfies(why -> {
                assertThat(why.reason()).isEqualTo("skipped");
                assertThat(why.detail()).startsWith("a test (skipped by nobody at ");
            });
            // when
            assertThat(after.rebuild()).isTrue();
            until("rebuilt", () -> LedgerBench.liveGeneration(after) == 2, after::status);
            // then
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 3);
            assertThat(after.parked().list(0, 0, 10))
                    .extracting(event -> event.offset())
                    .containsExactly(stuck);
            assertThat(after.parked().replay(0, stuck)).isInstanceOf(ParkedEvents.Outcome.Resolved.class);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 3, 2);
        }
    }

    @Test
    void shouldStartWhereTheBrokersNameIsNotKnown() {
        try (var bench = LedgerBench.shared(1)) {
            assertThatCode(() -> bench.monitor(KafkaAccess.open("no-such-host.invalid:9092"), bench.topic))
                    .doesNotThrowAnyException();
        }
    }
}
