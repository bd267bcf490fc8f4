package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.LedgerBench.state;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.testing.OwnBroker;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTopics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Logs that no longer hold what the documents were made of: the projection stops and says so, other partitions go on. */
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
            bench.untilApplied(1, bench.send(1, added("ben", "card", 1)));
            assertThat(bench.checkpoint(0).next()).isEqualTo(3);
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
            assertThatExceptionOfType(ProjectionStoppedException.class).isThrownBy(() -> runner.rebuild(false));
            assertThat(runner.rebuild(true)).isTrue();
            bench.untilApplied(0, 9);
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
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
            until("stopped", () -> state(runner, 0) instanceof PartitionState.Stopped, runner::status);
            assertThat(((PartitionState.Stopped) state(runner, 0)).reason()).isEqualTo("checkpoint-missing");
            assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
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
            until("stopped", () -> runner.status().state() instanceof PartitionState.Stopped, runner::status);
            assertThat(((PartitionState.Stopped) runner.status().state()).reason())
                    .isEqualTo("log-changed");
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

    private static void assertStopsWithLogChanged(LedgerBench bench, HostedProjection<?, ?, ?, ?> runner) {
        until("stopped", () -> state(runner, 0) instanceof PartitionState.Stopped, runner::status);
        var stopped = (PartitionState.Stopped) state(runner, 0);
        assertThat(stopped.reason()).isEqualTo("log-changed");
        assertThat(stopped.remedy()).contains("rebuild");
        assertThat(bench.checkpoint(0).next()).isPositive();
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
