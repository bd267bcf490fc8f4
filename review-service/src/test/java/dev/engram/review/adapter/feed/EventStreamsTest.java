package dev.engram.review.adapter.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.feed.ChangeWatch;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.review.application.feed.ChangePage;
import dev.engram.review.application.feed.ChangeStreams;
import dev.engram.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of clients for whom there is always one more page. */
@Timeout(20)
class EventStreamsTest {
    private static final FeedCursor CURSOR = FeedCursor.beginning(1, List.of());
    private static final ChangePage PAGE =
            new ChangePage(true, null, null, List.of(), List.of(), CURSOR, true, Set.of());
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CallerToken caller = new CallerToken(new LearnerId(UUID.randomUUID()), "token");
    private final MovableClock clock = new MovableClock();
    private final ChangeStreams wakes = new ChangeStreams(
            new UnusedWatch(),
            new ChangeStreams.Limits(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new SimpleMeterRegistry());
    private final EventStreams streams =
            new EventStreams((_, _, _) -> PAGE, wakes, new EventStreams.Settings(LONG, LONG), 1, clock);

    @AfterEach
    void close() {
        wakes.close();
    }

    @Test
    void shouldEndAtItsTimeThoughThereIsMoreToTell() throws IOException {
        // given
        var sink = new CountingSink(() -> clock.advance(LONG));
        // when
        streams.run(caller, clock.instant().plus(LONG), null, sink, () -> false);
        // then
        assertThat(sink.pages).isEqualTo(2);
    }

    @Test
    void shouldReadNoMoreForAClientThatIsGone() throws IOException {
        // given
        var isGone = new AtomicBoolean();
        var sink = new CountingSink(() -> isGone.set(true));
        // when
        streams.run(caller, clock.instant().plus(LONG), null, sink, isGone::get);
        // then
        assertThat(sink.pages).isEqualTo(2);
    }

    @Test
    void shouldEndWithTheProcessThoughThereIsMoreToTell() throws IOException {
        // given
        var sink = new CountingSink(wakes::close);
        // when
        streams.run(caller, clock.instant().plus(LONG), null, sink, () -> false);
        // then
        assertThat(sink.pages).isEqualTo(2);
    }

    /** Something happens while the second page is written. */
    private static final class CountingSink implements EventStreams.Sink {
        private final Runnable onSecondPage;
        private int pages;

        CountingSink(Runnable onSecondPage) {
            this.onSecondPage = onSecondPage;
        }

        @Override
        public void begin() {}

        @Override
        public void page(ChangePage page) {
            if (++pages == 2) {
                onSecondPage.run();
            }
        }

        @Override
        public void heartbeat() {}
    }

    /** Of streams that are never started. */
    private static final class UnusedWatch implements ChangeWatch {
        @Override
        public Seen look(Place since, Set<LearnerId> learners) {
            throw new AssertionError("not started");
        }

        @Override
        public void await(Place since, Set<LearnerId> learners, Duration atMost) {
            throw new AssertionError("not started");
        }
    }
}
