package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.testing.OwnBroker;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs that no longer hold what the documents were made of: the projection stops and says so, and keeps what it has. */
final class LogChangeTest {

    private static final Map<String, String> QUICK_METADATA = Map.of("metadata.max.age.ms", "300");

    @Test
    void shouldStopWhereRecordsThatItHasNotReadWereDeleted() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            applyAndClose(bench, 3);
            send(bench, 0, 10);
            deleteRecordsBefore(bench, 0, 8);
            // when
            var runner = bench.start();
            // then
            assertStopsWithLogChanged(bench, runner);
            assertThat(bench.checkpoint(0).next()).isEqualTo(3);
            assertThatExceptionOfType(ProjectionStoppedException.class)
                    .isThrownBy(runner::rebuild)
                    .withMessageContaining("log-start-moved");
        }
    }

    @Test
    void shouldGoOnWhereOnlyRecordsThatItHasReadWereDeleted() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            applyAndClose(bench, 3);
            deleteRecordsBefore(bench, 0, 2);
            // when
            bench.start();
            bench.untilApplied(0, bench.send(0, added("ann", "card", 4)));
            // then
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void shouldStopWhereTheLogIsShorterThanTheCheckpoint() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            applyAndClose(bench, 3);
            try (var store = bench.store()) {
                var held = store.take(0);
                store.transact(work -> work.advance(held, held.advancedTo(9, null, null)));
            }
            // when
            var runner = bench.start();
            // then
            assertStopsWithLogChanged(bench, runner);
        }
    }

    @Test
    void shouldStopAtATopicCreatedAnewWhoseLogIsLonger() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            applyAndClose(bench, 3);
            createAnew(bench);
            send(bench, 0, 10);
            // when
            var runner = bench.start();
            // then
            assertStopsWithLogChanged(bench, runner);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
            assertThatExceptionOfType(ProjectionStoppedException.class)
                    .isThrownBy(runner::rebuild)
                    .withMessageContaining("log-replaced");
            bench.adoptTopic();
            assertThat(runner.rebuild()).isTrue();
            bench.untilApplied(0, 9);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void shouldNotReplaceADamagedGenerationByOneOfALogThatIsGone() {
        try (var bench = LedgerBench.shared(1)) {
            // given a rebuild that has begun, and a log that is empty again: what was built has reached its end
            applyAndClose(bench, 3);
            var generations = bench.generations(bench.ledger, Duration.ofSeconds(10));
            var live = generations.read().orElseThrow().live();
            assertThat(generations.markDamaged(live, new Generation.Damage(Generation.DOCUMENTS_LOST, "rebuild")))
                    .isTrue();
            assertThat(generations.startBuilding(
                            1, List.of(Checkpoint.first(0, bench.place(0).topicId(), 0)), Instant.now()))
                    .isTrue();
            createAnew(bench);
            // when
            var runner = bench.start();
            // then
            until("the loss is known", () -> "log-replaced".equals(reason(runner)), runner::status);
            until(
                    "the rebuild is given up",
                    () -> generations.read().orElseThrow().building() == null,
                    runner::status);
            assertThat(generations.read().orElseThrow().live().number()).isEqualTo(1);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
        }
    }

    private static @Nullable String reason(HostedProjection<?, ?, ?, ?> runner) {
        var damage = damage(runner);
        return damage == null ? null : damage.reason();
    }

    @Test
    void shouldNotLeaveOutRecordsOfARestoredLogForOthersThatStoodInTheirPlaces() {
        try (var bench = LedgerBench.shared(1)) {
            // given
            applyAndClose(bench, 3);
            try (var store = bench.store()) {
                var held = store.take(0);
                store.transact(work -> {
                    work.advance(held, held.turned());
                    var discarded = leftOut(bench, 2, "decoding-failed");
                    work.park(List.of(leftOut(bench, 1, ParkedEvent.Why.SKIPPED), discarded));
                    work.resolve(discarded, new Resolution(Resolution.Kind.DISCARDED, Instant.EPOCH, "not ours"));
                });
            }
            createAnew(bench);
            send(bench, 0, 2);
            bench.send(0, "no event");
            // when
            var runner = bench.start();
            assertStopsWithLogChanged(bench, runner);
            bench.adoptTopic();
            assertThat(runner.rebuild()).isTrue();
            // then
            until(
                    "live",
                    () -> runner.status().live() != null
                            && runner.status().live().number() == 2,
                    runner::status);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2);
            try (var store = bench.store()) {
                assertThat(store.parked(0)).as("the record at offset 2 waits").isEqualTo(1);
            }
        }
    }

    private static ParkedEvent leftOut(LedgerBench bench, long offset, String reason) {
        return new ParkedEvent(
                bench.topic.name(), 0, offset, new ParkedEvent.Why(reason, "for a test"), null, List.of(), null, null);
    }

    @Test
    void shouldStopWhereItsCheckpointsAreGone() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            applyAndClose(bench, 3);
            bench.database.getCollection("ledger.g1.checkpoints").drop();
            // when
            var runner = bench.start();
            // then
            until(
                    "stopped",
                    () -> "documents-lost".equals(runner.status().state().reason()),
                    runner::status);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldAnswerNothingFromAGenerationWhoseDocumentsWereDroppedUntilItIsRebuilt() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            var runner = bench.start();
            send(bench, 0, 3);
            bench.untilApplied(0, 2);
            // when
            bench.database.getCollection("ledger.g1").drop();
            // then, also where records that come meanwhile make the collection again
            send(bench, 0, 1);
            until(
                    "stopped",
                    () -> "documents-lost".equals(runner.status().state().reason()),
                    runner::status);
            assertThat(runner.status().state().remedy()).contains("ledger.g1", "./engram rebuild ledger");
            assertThatExceptionOfType(ProjectionNotReadyException.class)
                    .isThrownBy(() -> bench.reader().read(ProjectionView::checkpoints));
            // and when
            assertThat(runner.rebuild()).isTrue();
            // then
            bench.untilApplied(0, 3);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3, 1);
            until("well", () -> runner.status().state() instanceof PartitionState.Live, runner::status);
            assertThat(runner.isCurrent()).isTrue();
        }
    }

    @Test
    void shouldMakeIndexesAgainThatWereDropped() {
        try (var bench = LedgerBench.shared(1)) {
            // given
            var runner = bench.start();
            untilLive(runner);
            var documents = bench.database.getCollection("ledger.g1");
            // when
            documents.dropIndexes();
            // then
            until(
                    "indexed again",
                    () -> documents.listIndexes().into(new ArrayList<>()).size() > 1,
                    runner::status);
        }
    }

    @Test
    void shouldStopWhenTheTopicIsCreatedAnewWhileItRuns() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            var runner = bench.start(bench.settings().withConsumer(QUICK_METADATA));
            send(bench, 0, 3);
            bench.untilApplied(0, 2);
            // when
            createAnew(bench);
            try (var producer = LedgerBench.producer(bench.bootstrap, Map.of())) {
                for (int amount = 1; amount <= 10; amount++) {
                    bench.send(producer, 0, added("ann", "anew", amount));
                }
            }
            // then
            assertStopsWithLogChanged(bench, runner);
            assertThat(bench.amounts("ann", "anew")).isEmpty();
            assertThat(bench.checkpoint(0).next()).isEqualTo(3);
        }
    }

    @Test
    void shouldStopWhenTheTopicIsCreatedAnewAndNothingIsAppended() {
        try (var bench = LedgerBench.shared(2)) {
            // given
            var runner = bench.start(bench.settings().withConsumer(QUICK_METADATA));
            send(bench, 0, 3);
            bench.untilApplied(0, 2);
            // when
            createAnew(bench);
            // then
            assertStopsWithLogChanged(bench, runner);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldStopWhereTheLogHasLostItsTailAndGrownAgain() {
        try (var broker = OwnBroker.start();
                var bench =
                        LedgerBench.on(broker.bootstrap(), TestInfra.shared().mongoUri(), 1)) {
            // given
            var runner = bench.start();
            send(bench, 0, 2);
            bench.untilApplied(0, 1);
            long sizeOfTwo = broker.segmentSize(bench.topic.name(), 0);
            send(bench, 0, 3);
            bench.untilApplied(0, 4);
            runner.close();
            // when
            broker.stop();
            broker.truncateSegment(bench.topic.name(), 0, sizeOfTwo);
            broker.startAgain();
            try (var producer = LedgerBench.producer(bench.bootstrap, Map.of())) {
                for (int amount = 1; amount <= 10; amount++) {
                    bench.send(producer, 0, added("ann", "other", amount));
                }
            }
            var again = bench.start();
            // then
            assertStopsWithLogChanged(bench, again);
            assertThat(bench.amounts("ann", "other")).isEmpty();
            assertThat(bench.checkpoint(0).next()).isEqualTo(5);
        }
    }

    private static void applyAndClose(LedgerBench bench, int events) {
        var runner = bench.start();
        untilLive(runner);
        send(bench, 0, events);
        bench.untilApplied(0, events - 1);
        runner.close();
    }

    private static void send(LedgerBench bench, int partition, int events) {
        for (int amount = 1; amount <= events; amount++) {
            bench.send(partition, added("ann", "card", amount));
        }
    }

    /** The reason is remembered with the generation, whose documents stay. */
    private static void assertStopsWithLogChanged(LedgerBench bench, HostedProjection<?, ?, ?, ?> runner) {
        until("damaged", () -> damage(runner) != null, runner::status);
        var damage = damage(runner);
        assertThat(damage.reason()).isIn("log-changed", "log-replaced", "log-start-moved", "log-end-lost");
        assertThat(damage.remedy()).contains("./engram log restore");
        until("stopped", () -> runner.status().state() instanceof PartitionState.Stopped, runner::status);
        assertThat(runner.isCurrent()).isFalse();
        assertThat(bench.checkpoint(0).next()).isPositive();
    }

    private static Generation.@Nullable Damage damage(HostedProjection<?, ?, ?, ?> runner) {
        var live = runner.status().live();
        return live == null ? null : live.damage();
    }

    private static void deleteRecordsBefore(LedgerBench bench, int partition, long offset) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bench.bootstrap))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(bench.topic.name(), partition), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void createAnew(LedgerBench bench) {
        var topics = new TestTopics(bench.bootstrap);
        topics.delete(bench.topic.name());
        until(
                "created anew",
                () -> {
                    try {
                        topics.create(bench.topic.name(), bench.topic.partitions());
                        return true;
                    } catch (IllegalStateException stillThere) {
                        return false;
                    }
                },
                () -> bench.topic);
    }
}
