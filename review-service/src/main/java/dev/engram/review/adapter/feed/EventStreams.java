package dev.engram.review.adapter.feed;

import com.mongodb.MongoException;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.ProblemException;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.review.application.feed.ChangeFeed;
import dev.engram.review.application.feed.ChangePage;
import dev.engram.review.application.feed.ChangeStreams;
import dev.engram.review.application.feed.ChangeStreams.Subscription;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells one client after the other what has changed for it, as long as its stream is open. Blocks; for virtual threads. */
public final class EventStreams {

    /** Most schedules and cards of one event. */
    private static final int PAGE = 200;

    /** How often it is looked whether the client is still there. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Pages pages;
    private final ChangeStreams streams;
    private final Settings settings;
    private final Semaphore readers;
    private final InstantSource clock;

    /**
     * @param heartbeat how often something is sent where there is nothing to tell
     * @param stalled how long a client may take nothing
     */
    public record Settings(Duration heartbeat, Duration stalled) {}

    /** Reads pages, as {@link ChangeFeed#page}. */
    @FunctionalInterface
    public interface Pages {
        ChangePage page(CallerToken caller, @Nullable FeedCursor since, int limit);
    }

    /** @param readersAtATime pages that are read at a time for all streams */
    public EventStreams(
            Pages pages, ChangeStreams streams, Settings settings, int readersAtATime, InstantSource clock) {
        this.pages = pages;
        this.streams = streams;
        this.settings = settings;
        this.readers = new Semaphore(readersAtATime, true);
        this.clock = clock;
    }

    /** Where events go; throws when the client takes no more. */
    interface Sink {
        /** Before the first event. */
        void begin() throws IOException;

        void page(ChangePage page) throws IOException;

        /** Something that is no event. */
        void heartbeat() throws IOException;
    }

    Settings settings() {
        return settings;
    }

    /**
     * Tells everything since a cursor and then what happens, until the token ends, the process stops or the client is gone.
     *
     * @param isGone whether the client is
     * @throws ProblemException before the first byte, where there can be no stream
     * @throws IOException if the client takes no more
     */
    void run(CallerToken caller, Instant until, @Nullable FeedCursor since, Sink sink, BooleanSupplier isGone)
            throws IOException {
        try (var subscription = streams.open(caller.learnerId())) {
            var page = page(caller, since);
            sink.begin();
            BooleanSupplier isOver =
                    () -> !clock.instant().isBefore(until) || isGone.getAsBoolean() || subscription.isEnded();
            var cursor = tell(caller, page, subscription, sink, isOver);
            var quietSince = clock.instant();
            while (!isOver.getAsBoolean()) {
                switch (subscription.await(TICK)) {
                    case CHANGED -> {
                        var told = tryToTell(caller, cursor, subscription, sink, isOver);
                        if (told != null && !told.equals(cursor)) {
                            cursor = told;
                            quietSince = clock.instant();
                        }
                    }
                    case QUIET -> {}
                    case ENDED -> {
                        return;
                    }
                }
                if (!clock.instant().isBefore(quietSince.plus(settings.heartbeat()))) {
                    sink.heartbeat();
                    quietSince = clock.instant();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return where it goes on; null if nothing could be read, which is tried again */
    private @Nullable FeedCursor tryToTell(
            CallerToken caller, FeedCursor cursor, Subscription subscription, Sink sink, BooleanSupplier isOver)
            throws IOException, InterruptedException {
        try {
            return tell(caller, page(caller, cursor), subscription, sink, isOver);
        } catch (MongoException | ProblemException | ProjectionNotReadyException unavailable) {
            Thread.sleep(TICK);
            subscription.again();
            return null;
        }
    }

    /** Tells pages until there are no more, or the stream is over. @return where it goes on */
    private FeedCursor tell(
            CallerToken caller, ChangePage first, Subscription subscription, Sink sink, BooleanSupplier isOver)
            throws IOException, InterruptedException {
        var page = first;
        while (true) {
            if (!page.isEmpty()) {
                sink.page(page);
            }
            if (!page.more()) {
                subscription.watch(page.watched());
                return page.next();
            }
            if (isOver.getAsBoolean()) {
                return page.next();
            }
            page = page(caller, page.next());
        }
    }

    private ChangePage page(CallerToken caller, @Nullable FeedCursor since) throws InterruptedException {
        readers.acquire();
        try {
            return pages.page(caller, since, PAGE);
        } finally {
            readers.release();
        }
    }
}
