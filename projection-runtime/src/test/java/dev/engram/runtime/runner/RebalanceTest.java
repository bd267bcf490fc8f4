package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances of one projection that start, stop and go on after they were replaced: no event is applied twice or left out. */
final class RebalanceTest {

    private static final int PARTITIONS = 4;

    private LedgerBench bench;

    @BeforeEach
    void open() {
        bench = LedgerBench.shared(PARTITIONS);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static long owned(HostedProjection<?, ?, ?, ?> runner) {
        var shown = LedgerBench.shown(runner);
        return (shown == null ? List.<ProjectionStatus.Partition>of() : shown.partitions())
                .stream()
                        .filter(partition -> partition.state() instanceof PartitionState.Live)
                        .count();
    }

    /** Sends amounts to all partitions in turn, and waits until all are applied. */
    private void sendAndWait(int from, int to) {
        var last = new long[PARTITIONS];
        for (int amount = from; amount <= to; amount++) {
            int partition = amount % PARTITIONS;
            last[partition] = bench.send(partition, added("account" + partition, "card", amount));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            bench.untilApplied(partition, last[partition]);
        }
    }

    private void assertAppliedOnce(int upTo) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int expected = partition;
            assertThat(bench.amounts("account" + partition, "card"))
                    .isEqualTo(IntStream.rangeClosed(1, upTo)
                            .filter(amount -> amount % PARTITIONS == expected)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void shouldApplyOnceWhileInstancesComeAndGo() throws InterruptedException {
        // given
        var quick = bench.settings().withConsumer(Map.of("heartbeat.interval.ms", "200"));
        var first = bench.start(quick);
        untilLive(first);
        int all = 1_600;
        var sender = Thread.ofPlatform().start(() -> sendAndWait(1, all));
        // when
        var second = bench.start(quick);
        until("shared", () -> owned(first) == 2 && owned(second) == 2, () -> first.status() + " " + second.status());
        first.close();
        until("all at the second", () -> owned(second) == PARTITIONS, second::status);
        var third = bench.start(quick);
        until("shared again", () -> owned(third) == 2, third::status);
        sender.join();
        // then
        assertAppliedOnce(all);
    }

    @Test
    void shouldBeBackAtOnceUnderAStableName() {
        // given
        var settings = ProjectionSettings.of("bench", KafkaAccess.open(bench.bootstrap), "only");
        var first = bench.start(settings);
        untilLive(first);
        sendAndWait(1, 40);
        first.close(); // does not leave the group: to the broker it looks like one that was killed
        // when
        long start = System.nanoTime();
        bench.start(settings);
        sendAndWait(41, 80);
        var took = Duration.ofNanos(System.nanoTime() - start);
        // then
        System.out.printf("back under a stable name after %d ms%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(8));
        assertAppliedOnce(80);
    }

    @Test
    void shouldStopTheElderOfTwoInstancesWithOneName() {
        // given
        var settings = ProjectionSettings.of("bench", KafkaAccess.open(bench.bootstrap), "twice")
                .withConsumer(Map.of("heartbeat.interval.ms", "200"));
        var elder = bench.start(settings);
        untilLive(elder);
        sendAndWait(1, 40);
        // when
        var younger = bench.start(settings);
        until("stopped", () -> elder.status().state() instanceof PartitionState.Stopped, elder::status);
        until("alone", () -> owned(younger) == PARTITIONS, younger::status);
        sendAndWait(41, 80);
        // then
        assertThat(((PartitionState.Stopped) elder.status().state()).remedy()).contains("engram.instance");
        assertAppliedOnce(80);
    }

    @Test
    void shouldNotLetAnInstanceThatWasReplacedWrite() throws InterruptedException {
        // given
        var impatient =
                bench.settings().withConsumer(Map.of("max.poll.interval.ms", "1500", "heartbeat.interval.ms", "200"));
        var held = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var failure = new AtomicReference<RuntimeException>();
        var lingering = new HaltingGenerations(
                bench.generations(bench.ledger, Duration.ofSeconds(10)), () -> halt(held, goOn), failure);
        var zombie = bench.start(impatient, bench.ledger.on(bench.topic), lingering);
        untilLive(zombie);
        // when
        bench.send(0, added("account0", "card", 4));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue(); // inside its transaction, all but committed
        var successor = bench.start(impatient);
        until("replaced", () -> owned(successor) == PARTITIONS, successor::status);
        bench.untilApplied(0, 0);
        goOn.countDown();
        until("the zombie's end of work", () -> failure.get() != null, zombie::status);
        sendAndWait(5, 40);
        until("two again", () -> owned(zombie) == 2, () -> zombie.status() + " " + successor.status());
        sendAndWait(41, 80);
        // then
        assertThat(failure.get()).isInstanceOfAny(CheckpointMovedException.class, StoreException.class);
        assertThat(bench.amounts("account0", "card"))
                .isEqualTo(IntStream.rangeClosed(1, 20).map(i -> i * 4).boxed().toList());
    }

    private static void halt(CountDownLatch held, CountDownLatch goOn) {
        held.countDown();
        try {
            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
