package dev.engram.card.application;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.codec.EncodedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayLoopTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final InMemoryCommits commits = new InMemoryCommits();
    private final LinkedBlockingQueue<EncodedEvent> log = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void shouldPublishAtOnceAfterACommit() throws InterruptedException {
        // given
        var idle = new CountDownLatch(1);
        var loop = new RelayLoop(new Relay(commits, log::add, () -> {}), NEVER, _ -> {}, idle::countDown);
        run(loop);
        idle.await();
        // when
        commit();
        loop.committed();
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldFindCommitsThatNobodyToldItOf() throws InterruptedException {
        // given
        var idle = new CountDownLatch(1);
        run(new RelayLoop(new Relay(commits, log::add, () -> {}), Duration.ofMillis(50), _ -> {}, idle::countDown));
        idle.await();
        // when
        commit();
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldGoOnAfterFailures() throws InterruptedException {
        // given
        var failures = new AtomicInteger();
        EventLog awayAtFirst = event -> {
            if (failures.get() < 3) {
                throw new IllegalStateException("away");
            }
            log.add(event);
        };
        var loop = new RelayLoop(
                new Relay(commits, awayAtFirst, () -> {}),
                Duration.ofMillis(50),
                _ -> failures.incrementAndGet(),
                () -> {});
        // when
        commit();
        run(loop);
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(failures).hasValue(3);
    }

    @Test
    void shouldEndWhenItIsStopped() throws InterruptedException {
        // given
        var loop = new RelayLoop(new Relay(commits, log::add, () -> {}), NEVER, _ -> {}, () -> {});
        var thread = run(loop);
        // when
        loop.stop();
        // then
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    private void commit() {
        var made = made(someone(), new DeckPath(List.of(UUID.randomUUID().toString())), List.of(asking("One?")));
        commits.append(made, Deck.of(events(made)));
    }

    private Thread run(RelayLoop loop) {
        var thread = Thread.ofPlatform().daemon().start(loop::run);
        threads.add(thread);
        return thread;
    }
}
