package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.LedgerBench.isLive;
import static dev.engram.runtime.runner.LedgerBench.state;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClients;
import dev.engram.projections.Projected;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.store.StoreException;
import dev.engram.testing.OwnMongod;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mongod that fails at the worst moments: every event is applied exactly once, and nothing is parked for it. */
final class StoreFaultTest {

    private static final Duration TRANSACTION = Duration.ofMillis(1_000);

    private static OwnMongod mongod;
    private LedgerBench bench;

    @BeforeAll
    static void startMongod() {
        mongod = OwnMongod.start();
    }

    @AfterAll
    static void stopMongod() {
        mongod.close();
    }

    @BeforeEach
    void open() {
        bench = LedgerBench.on(TestInfra.shared().kafkaBootstrap(), mongod.uri(), 1);
    }

    @AfterEach
    void close() {
        if (!mongod.isAlive()) {
            mongod.startAgain();
        }
        failing(new Document("mode", "off"));
        bench.close();
    }

    private static void failing(Document failPoint) {
        try (var client = MongoClients.create(mongod.uri())) {
            var command = new Document("configureFailPoint", "failCommand");
            command.putAll(failPoint);
            client.getDatabase("admin").runCommand(command);
        }
    }

    private static Document everyCommit(Document failure) {
        var data = new Document("failCommands", List.of("commitTransaction"));
        data.putAll(failure);
        return new Document("mode", "alwaysOn").append("data", data);
    }

    private HostedProjection<?, ?, ?, ?> startQuick() {
        var runner = bench.start(bench.settings().withTransactionTimeout(TRANSACTION));
        untilLive(runner);
        bench.untilApplied(0, bench.send(0, added("ann", "card", 1)));
        return runner;
    }

    private void assertAppliedOnceAfter(HostedProjection<?, ?, ?, ?> runner, String reason) {
        bench.send(0, added("ann", "card", 2));
        var shown = new String[1];
        until(
                reason,
                () -> {
                    if (state(runner, 0) instanceof PartitionState.Retrying retrying) {
                        shown[0] = retrying.reason();
                    }
                    return reason.equals(shown[0]);
                },
                () -> shown[0] + " " + runner.status());
        failing(new Document("mode", "off"));
        long healed = System.nanoTime();
        bench.untilApplied(0, bench.send(0, added("ann", "card", 3)));
        assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, 3);
        assertThat(Duration.ofNanos(System.nanoTime() - healed))
                .as("no wait for an open transaction")
                .isLessThan(Duration.ofSeconds(8));
        assertThat(bench.parked()).isZero();
        until("live", () -> isLive(runner, 0), runner::status);
    }

    @Test
    void shouldApplyOnceWhereACommitOfUnknownOutcomeTookNoEffect() {
        // given
        var runner = startQuick();
        // when
        failing(everyCommit(new Document("closeConnection", true)));
        // then
        assertAppliedOnceAfter(runner, "commit-unknown");
    }

    @Test
    void shouldApplyOnceWhereACommitOfUnknownOutcomeTookEffect() {
        // given
        var runner = startQuick();
        // when
        failing(everyCommit(
                new Document("writeConcernError", new Document("code", 91).append("errmsg", "shutdown in progress"))));
        // then
        assertAppliedOnceAfter(runner, "commit-unknown");
        assertThat(bench.checkpoint(0).next()).isEqualTo(3);
    }

    @Test
    void shouldApplyOnceWhereTheServerTakesTooLong() {
        // given
        var runner = startQuick();
        // when
        failing(new Document("mode", "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("insert", "update", "find"))
                                .append("appName", "bench")
                                .append("blockConnection", true)
                                .append("blockTimeMS", 1_500)));
        // then
        assertAppliedOnceAfter(runner, "store-timeout");
    }

    @Test
    void shouldCatchUpByItselfWhenTheStoreWasAway() {
        // given
        var runner = startQuick();
        mongod.stop();
        var sent = IntStream.rangeClosed(2, 600)
                .mapToObj(amount -> bench.sendLater(bench.producer, 0, added("ann", "card", amount)))
                .toList();
        until(
                "retrying",
                () -> state(runner, 0) instanceof PartitionState.Retrying retrying
                        && retrying.reason().equals("store-unavailable"),
                runner::status);
        var turnsOn = Instant.now();
        until(
                "turning while the store is away",
                () -> runner.status().lastTurn().isAfter(turnsOn),
                runner::status);
        // when
        mongod.startAgain();
        // then
        bench.untilApplied(0, LedgerBench.offset(sent.getLast()));
        assertThat(bench.amounts("ann", "card"))
                .isEqualTo(IntStream.rangeClosed(1, 600).boxed().toList());
        assertThat(bench.parked()).isZero();
    }

    @Test
    void shouldApplyOnceWhileTheStoreIsKilledAgainAndAgain() throws InterruptedException {
        // given
        var random = new Random(Seeds.one());
        var runner = startQuick();
        var last = new long[1];
        var expected = IntStream.rangeClosed(1, 900).boxed().toList();
        var sender = Thread.ofPlatform().start(() -> {
            for (int amount = 2; amount <= 900; amount++) {
                last[0] = bench.send(0, added("ann", "card", amount));
                LockSupport.parkNanos(1_500_000);
            }
        });
        // when
        for (int kills = 0; kills < 3; kills++) {
            Thread.sleep(random.nextInt(150, 500));
            mongod.kill();
            mongod.startAgain();
        }
        sender.join();
        // then
        bench.untilApplied(0, last[0]);
        assertThat(bench.amounts("ann", "card")).isEqualTo(expected);
        assertThat(bench.parked()).isZero();
        until("live", () -> isLive(runner, 0), runner::status);
    }

    @Test
    void shouldNotWaitForTheTransactionThatADeadProcessLeftOpen() throws Exception {
        // given
        startQuick().close();
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var zombie = new FutureTask<>(() -> catchThrowable(() -> {
            try (var store = bench.store()) {
                var held = store.take(0);
                store.transact(work -> {
                    work.advance(held, held.advancedTo(2, null, null));
                    work.write(Map.of("ann/zombie", new Projected<>(new Ledger.Tally(List.of(9), 9), "ann", 0, null)));
                    inside.countDown();
                    await(goOn);
                });
            }
        }));
        Thread.ofPlatform().start(zombie);
        await(inside);
        // when
        long offset = bench.send(0, added("ann", "card", 2));
        long start = System.nanoTime();
        bench.start();
        bench.untilApplied(0, offset);
        var took = Duration.ofNanos(System.nanoTime() - start);
        goOn.countDown();
        // then
        System.out.printf("took over from an open transaction in %d ms%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(8));
        assertThat(zombie.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreException.class);
        assertThat(bench.amounts("ann", "card")).containsExactly(1, 2);
        assertThat(bench.amounts("ann", "zombie")).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
