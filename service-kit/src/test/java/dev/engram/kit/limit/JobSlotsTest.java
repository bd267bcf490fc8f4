package dev.engram.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.engram.events.LearnerId;
import dev.engram.kit.limit.JobSlots.Limits;
import dev.engram.kit.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSlotsTest {
    private static final LearnerId ANN = learner(1);
    private static final LearnerId BEN = learner(2);
    private static final LearnerId CAT = learner(3);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
        threads.close();
    }

    @Test
    void shouldRunOneAtATimeAndServeAllOfAClass() throws Exception {
        // given
        var slots = slots(new Limits(1, 40, 2, LONG));
        var running = new AtomicInteger();
        var jobs = new ArrayList<Future<Integer>>();

        // when
        for (int i = 1; i <= 40; i++) {
            var learner = learner(i);
            Callable<Integer> job = () -> slots.run(learner, () -> {
                int now = running.incrementAndGet();
                Thread.yield();
                running.decrementAndGet();
                return now;
            });
            jobs.add(threads.submit(job));
        }

        // then
        for (var job : jobs) {
            assertThat(job.get()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseTheCallerWhoHasAllPlacesAndNobodyElse() throws Exception {
        // given
        var slots = slots(new Limits(1, 10, 2, LONG));
        occupy(slots, ANN);
        var second = threads.submit(() -> slots.run(ANN, () -> "second"));
        awaitGauge("engram.jobs.waiting", 1);

        // when
        assertThatThrownBy(() -> slots.run(ANN, () -> "third"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(429);
                    assertThat(refused.headers()).containsEntry("Retry-After", "1");
                });
        var other = threads.submit(() -> slots.run(BEN, () -> "other"));
        gate.countDown();

        // then
        assertThat(second.get()).isEqualTo("second");
        assertThat(other.get()).isEqualTo("other");
        assertThat(slots.run(ANN, () -> "again")).isEqualTo("again");
    }

    @Test
    void shouldAnswerOverloadedWhenTooManyWait() {
        // given
        var slots = slots(new Limits(1, 1, 1, LONG));
        occupy(slots, ANN);
        threads.submit(() -> slots.run(BEN, () -> "waits"));
        awaitGauge("engram.jobs.waiting", 1);

        // when, then
        assertThatThrownBy(() -> slots.run(CAT, () -> "too many"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(503);
                    assertThat(refused.problem().slug()).isEqualTo("overloaded");
                });
    }

    @Test
    void shouldAnswerOverloadedWhenTheTurnDoesNotComeInTimeAndLeaveNothingBehind() throws Exception {
        // given
        var slots = slots(new Limits(1, 5, 1, Duration.ofMillis(20)));
        var first = occupy(slots, ANN);

        // when
        assertThatThrownBy(() -> slots.run(BEN, () -> "late")).isInstanceOf(ProblemException.class);
        gate.countDown();

        // then
        assertThat(first.get()).isEqualTo("first");
        assertThat(slots.run(BEN, () -> "served")).isEqualTo("served");
        awaitGauge("engram.jobs.running", 0);
        awaitGauge("engram.jobs.waiting", 0);
    }

    @Test
    void shouldGiveTheSlotBackWhenTheJobFails() {
        // given
        var slots = slots(new Limits(1, 0, 1, LONG));

        // when
        assertThatThrownBy(() -> slots.run(ANN, () -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        // then
        assertThat(slots.run(ANN, () -> "served")).isEqualTo("served");
    }

    private Future<String> occupy(JobSlots slots, LearnerId caller) {
        var first = threads.submit(() -> slots.run(caller, () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "first";
        }));
        awaitGauge("engram.jobs.running", 1);
        return first;
    }

    private void awaitGauge(String name, double value) {
        await().untilAsserted(() -> assertThat(meters.get(name).gauge().value()).isEqualTo(value));
    }

    private JobSlots slots(Limits limits) {
        return new JobSlots("test", limits, meters);
    }

    private static LearnerId learner(int number) {
        return new LearnerId(new UUID(0, number));
    }
}
