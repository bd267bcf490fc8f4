package dev.engram.card.adapter.kafka;

import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.DeckFold;
import dev.engram.card.application.CommitOutbox;
import dev.engram.card.application.InMemoryCommits;
import dev.engram.card.application.Relay;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.codec.EncodedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayThreadTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final InMemoryCommits commits = new InMemoryCommits();
    private final LinkedBlockingQueue<EncodedEvent> log = new LinkedBlockingQueue<>();
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private RelayThread thread;

    @AfterEach
    void end() throws InterruptedException {
        thread.stop(new ShutdownEvent());
    }

    @Test
    void shouldPublishAtOnceAfterACommit() throws InterruptedException {
        // given
        startIdle(NEVER);
        // when
        commit();
        thread.nudge();
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldFindCommitsWithoutANudge() throws InterruptedException {
        // given
        startIdle(Duration.ofMillis(50));
        // when
        commit();
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldGoOnAfterFailures() throws InterruptedException {
        // given
        var failures = new AtomicInteger();
        Consumer<EncodedEvent> awayAtFirst = event -> {
            if (failures.get() < 3) {
                failures.incrementAndGet();
                throw new IllegalStateException("away");
            }
            log.add(event);
        };
        thread = new RelayThread(new Relay(commits, awayAtFirst), Duration.ofMillis(50));
        // when
        commit();
        thread.start(new StartupEvent());
        // then
        assertThat(log.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(failures).hasValue(3);
    }

    @Test
    void shouldEndWhenItIsStopped() throws InterruptedException {
        // given
        startIdle(NEVER);
        // when
        thread.stop(new ShutdownEvent());
        commit();
        thread.nudge();
        // then
        assertThat(thread.thread.isAlive()).isFalse();
        assertThat(log).isEmpty();
    }

    private void startIdle(Duration poll) throws InterruptedException {
        thread = new RelayThread(new Relay(new Watched(commits, firstLook), log::add), poll);
        thread.start(new StartupEvent());
        firstLook.await();
    }

    private void commit() {
        var made = made(someone(), new DeckPath(List.of(UUID.randomUUID().toString())), List.of(asking("One?")));
        append(commits, made, DeckFold.of(events(made)));
    }

    /** Says when it has been looked at. */
    private record Watched(CommitOutbox outbox, CountDownLatch looked) implements CommitOutbox {
        @Override
        public List<DeckId> waiting(int limit) {
            var waiting = outbox.waiting(limit);
            looked.countDown();
            return waiting;
        }

        @Override
        public List<Outgoing> next(DeckId deckId) {
            return outbox.next(deckId);
        }

        @Override
        public Optional<Outgoing> commit(DeckId deckId, long version) {
            return outbox.commit(deckId, version);
        }

        @Override
        public void published(DeckId deckId, long version) {
            outbox.published(deckId, version);
        }
    }
}
