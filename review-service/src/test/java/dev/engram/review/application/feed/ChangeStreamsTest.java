package dev.engram.review.application.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.problem.ProblemException;
import dev.engram.projections.feed.ChangeWatch;
import dev.engram.review.application.feed.ChangeStreams.Limits;
import dev.engram.review.application.feed.ChangeStreams.Subscription;
import dev.engram.review.application.feed.ChangeStreams.Wake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);

    private final LearnerId ada = new LearnerId(UUID.randomUUID());
    private final LearnerId ben = new LearnerId(UUID.randomUUID());
    private final DeckId deck = new DeckId(UUID.randomUUID());
    private final ScriptedWatch watch = new ScriptedWatch();
    private final ChangeStreams streams = new ChangeStreams(
            watch, new Limits(2, 3, Duration.ofMillis(5), Duration.ofMillis(1)), new SimpleMeterRegistry());

    /** Sees what a test says, else nothing. */
    private static final class ScriptedWatch implements ChangeWatch {
        private final BlockingQueue<Seen> script = new LinkedBlockingQueue<>();

        void sees(Set<LearnerId> learners, Set<DeckId> decks, Set<LearnerId> owners) {
            script.add(new Seen(PLACE, false, learners, decks, owners));
        }

        private static final Place PLACE = new Place(1, List.of(), List.of());

        @Override
        public Seen look(Place since, Set<LearnerId> learners) {
            var next = script.poll();
            return next == null ? new Seen(PLACE, false, Set.of(), Set.of(), Set.of()) : next;
        }

        @Override
        public void await(Place since, Set<LearnerId> learners, Duration atMost) throws InterruptedException {
            Thread.sleep(atMost);
        }
    }

    @AfterEach
    void close() {
        streams.close();
    }

    /** One that has been told what there was, and all that was written before it was opened. */
    private Subscription quiet(LearnerId learner) throws InterruptedException {
        var subscription = streams.open(learner);
        while (subscription.await(SHORT) != Wake.QUIET) {
            // what happened before
        }
        return subscription;
    }

    @Test
    void shouldWakeThoseForWhomSomethingWasWritten() throws InterruptedException {
        // given
        streams.start();
        var ofAda = quiet(ada);
        var ofBen = quiet(ben);
        // when
        watch.sees(Set.of(ada), Set.of(), Set.of());
        // then
        assertThat(ofAda.await(LONG)).isEqualTo(Wake.CHANGED);
        assertThat(ofBen.await(SHORT)).isEqualTo(Wake.QUIET);
    }

    @Test
    void shouldWakeThoseWhoWatchADeckOrOwnIt() throws InterruptedException {
        // given
        streams.start();
        var owner = quiet(ada);
        var member = quiet(ben);
        var other = quiet(ben);
        // when
        member.watch(Set.of(deck));
        // then it reads once more: the deck may have changed meanwhile
        assertThat(member.await(LONG)).isEqualTo(Wake.CHANGED);
        // when
        watch.sees(Set.of(), Set.of(deck), Set.of(ada));
        // then
        assertThat(owner.await(LONG)).isEqualTo(Wake.CHANGED);
        assertThat(member.await(LONG)).isEqualTo(Wake.CHANGED);
        assertThat(other.await(SHORT)).isEqualTo(Wake.QUIET);
    }

    @Test
    void shouldOpenOnlySoManyAndGivePlacesBack() {
        // given
        var first = streams.open(ada);
        streams.open(ada);
        // then
        assertThatThrownBy(() -> streams.open(ada))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(429));
        // when
        streams.open(ben);
        // then
        assertThatThrownBy(() -> streams.open(ben))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(503));
        // when
        first.close();
        first.close();
        // then
        streams.open(ben);
        assertThatThrownBy(() -> streams.open(ada)).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldEndAllStreamsWhenItIsClosed() throws InterruptedException {
        // given
        streams.start();
        var stream = quiet(ada);
        // when
        streams.close();
        // then
        assertThat(stream.await(LONG)).isEqualTo(Wake.ENDED);
    }
}
