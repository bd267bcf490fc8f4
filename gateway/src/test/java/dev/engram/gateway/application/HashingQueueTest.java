package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {
    private static final int PLACES = 6;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch held = new CountDownLatch(1);
    private final HashingQueue queue = new HashingQueue(1, PLACES, Duration.ofSeconds(30));
    private Future<?> holder;

    /** One job runs until {@code held} is released, so that the others wait. */
    @BeforeEach
    void holdTheThread() {
        var running = new CountDownLatch(1);
        holder = callers.submit(() -> queue.run("holder", true, () -> {
            running.countDown();
            return awaited(held);
        }));
        awaited(running);
    }

    @AfterEach
    void close() {
        held.countDown();
        queue.close();
        callers.close();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<Optional<String>> waiting(String address, boolean known) {
        var before = queue.waiting();
        var job = callers.submit(() -> queue.run(address, known, () -> {
            order.add(address);
            return address;
        }));
        await().until(() -> job.isDone() || queue.waiting() > before);
        return job;
    }

    private void finish(List<Future<Optional<String>>> jobs) throws Exception {
        held.countDown();
        holder.get();
        for (var job : jobs) {
            job.get();
        }
    }

    @Test
    void shouldTakeTurnsByAddressAndKnownPeopleFirst() throws Exception {
        // given
        var jobs = List.of(
                waiting("many", false),
                waiting("many", false),
                waiting("many", false),
                waiting("one", false),
                waiting("known", true));
        // when
        finish(jobs);
        // then
        assertThat(order).containsExactly("known", "many", "one", "many", "many");
    }

    @Test
    void shouldRefuseTheAddressThatFillsTheQueueAndAdmitAnother() throws Exception {
        // given
        var jobs = new ArrayList<Future<Optional<String>>>();
        for (int i = 0; i < PLACES; i++) {
            jobs.add(waiting("many", false));
        }
        // when
        var surplus = queue.run("many", false, () -> "many");
        var other = callers.submit(() -> queue.run("other", false, () -> "other"));
        // then: one of the many gave its place up
        assertThat(surplus).isEmpty();
        assertThat(jobs.getLast().get()).isEmpty();
        finish(jobs);
        assertThat(other.get()).contains("other");
        assertThat(order).hasSize(PLACES - 1);
    }

    @Test
    void shouldRefuseAJobThatWaitsTooLongAndNotRunItLater() throws Exception {
        // given
        try (var impatient = new HashingQueue(1, PLACES, Duration.ofMillis(50))) {
            var running = new CountDownLatch(1);
            var first = callers.submit(() -> impatient.run("first", true, () -> {
                running.countDown();
                return awaited(held);
            }));
            awaited(running);
            // when
            var late = impatient.run("late", true, () -> order.add("late"));
            held.countDown();
            // then: what has begun is waited for
            assertThat(late).isEmpty();
            assertThat(first.get()).contains(true);
            assertThat(impatient.run("next", true, () -> "next")).contains("next");
            assertThat(order).isEmpty();
        }
    }

    @Test
    void shouldGoOnAfterAJobThatFails() {
        held.countDown();
        var failing = callers.submit(() -> queue.run("one", false, () -> {
            throw new IllegalArgumentException("broken hash");
        }));
        await().until(failing::isDone);
        assertThat(failing.state()).isEqualTo(Future.State.FAILED);
        assertThat(queue.run("one", false, () -> "next")).contains("next");
    }
}
