package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** A fixed few, and a fresh one that a failure shows. */
    private static LongStream seeds() {
        return LongStream.of(1, 2, 3, System.nanoTime());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldLetNoMoreThanThreeKnownPeopleInARowGoBeforeAStranger(long seed) throws Exception {
        // given
        var random = new Random(seed);
        var jobs = new ArrayList<Future<Optional<String>>>();
        var known = random.nextInt(PLACES + 1);
        var strangers = random.nextInt(PLACES + 1);
        for (int i = 0; i < known; i++) {
            jobs.add(waiting("known", true));
        }
        for (int i = 0; i < strangers; i++) {
            jobs.add(waiting("stranger " + i, false));
        }
        // when: known ones come again and again
        held.countDown();
        holder.get();
        for (var job : jobs) {
            job.get();
        }
        // then
        int strangersLeft = strangers;
        int inARow = 0;
        for (var address : order) {
            inARow = address.equals("known") ? inARow + 1 : 0;
            strangersLeft -= address.equals("known") ? 0 : 1;
            if (strangersLeft > 0) {
                assertThat(inARow).as("in %s", order).isLessThanOrEqualTo(HashingQueue.KNOWN_IN_A_ROW);
            }
        }
        assertThat(order).hasSize(known + strangers);
        if (known > 0) {
            assertThat(order.getFirst()).isEqualTo("known");
        }
    }

    @Test
    void shouldNotLetStrangersStarveWhileKnownPeopleNeverStop() throws Exception {
        // given
        var stop = new AtomicBoolean();
        List<Future<?>> knownOnes = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            knownOnes.add(callers.submit(() -> {
                while (!stop.get()) {
                    queue.run("known", true, () -> "known");
                }
            }));
        }
        await().until(() -> queue.waiting() == PLACES);
        // when
        var stranger = callers.submit(() -> queue.run("stranger", false, () -> "stranger"));
        await().until(() -> queue.waiting() > PLACES);
        held.countDown();
        // then
        assertThat(stranger.get(10, TimeUnit.SECONDS)).contains("stranger");
        stop.set(true);
        for (var one : knownOnes) {
            one.get();
        }
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
