package dev.engram.review.application.feed;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.projections.feed.ChangeWatch;
import dev.engram.projections.feed.ChangeWatch.Place;
import dev.engram.projections.feed.ChangeWatch.Seen;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the streams of learners for whom something was written. One thread looks for all of them; while there are no streams it
 * waits. A stream holds no events: it is told that there is something, and reads what that is from its own cursor.
 */
public final class ChangeStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStreams.class);

    private final ChangeWatch watch;
    private final Limits limits;
    private final MeterRegistry meters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("change-streams").daemon(true).unstarted(this::run);

    // both guarded by this
    private final Map<LearnerId, Set<Subscription>> subscriptions = new HashMap<>();
    private int open;

    /**
     * @param perLearner streams of one learner at a time
     * @param most streams of this process at a time
     * @param look how often to look for what other processes have written; what this one writes is noticed at once
     * @param pause shortest time between two looks
     */
    public record Limits(int perLearner, int most, Duration look, Duration pause) {}

    /** Why a stream that waits goes on. */
    public enum Wake {
        /** There may be something to tell. */
        CHANGED,
        /** Nothing happened. */
        QUIET,
        /** The process stops. */
        ENDED
    }

    public ChangeStreams(ChangeWatch watch, Limits limits, MeterRegistry meters) {
        this.watch = watch;
        this.limits = limits;
        this.meters = meters;
        Gauge.builder("engram.streams.open", this, ChangeStreams::open).register(meters);
    }

    public void start() {
        thread.start();
    }

    private synchronized int open() {
        return open;
    }

    /**
     * Opens a stream, to be closed.
     *
     * @throws ProblemException 429 if the learner has too many, 503 if the process has
     */
    public Subscription open(LearnerId learner) {
        synchronized (this) {
            var own = subscriptions.getOrDefault(learner, Set.of());
            if (own.size() >= limits.perLearner()) {
                throw refused(Problem.ofStatus(429)
                        .withDetail(
                                "You have " + limits.perLearner() + " streams open; close one before you open the next")
                        .with("limit", limits.perLearner()));
            }
            if (open >= limits.most() || closing.getCount() == 0) {
                throw refused(Problem.overloaded());
            }
            var subscription = new Subscription(learner);
            subscriptions.computeIfAbsent(learner, _ -> new HashSet<>()).add(subscription);
            open++;
            notifyAll();
            return subscription;
        }
    }

    private ProblemException refused(Problem problem) {
        meters.counter("engram.streams.refused", "reason", problem.slug()).increment();
        return problem.exception().withHeader("Retry-After", "5");
    }

    private void run() {
        @Nullable Place place = null;
        while (closing.getCount() > 0) {
            try {
                if (awaitStreams()) {
                    place = null; // nobody was told of what happened since
                }
                var learners = learners();
                if (place != null) {
                    watch.await(place, learners, limits.look());
                }
                var seen = watch.look(place, learners);
                place = seen.place();
                wake(seen, learners);
                closing.await(limits.pause().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException unavailable) {
                // what is missed is seen by the next look, from the same place
                LOG.atDebug()
                        .addKeyValue("reason", unavailable.getClass().getSimpleName())
                        .log("cannot look for changes now");
                pause();
            }
        }
    }

    private void pause() {
        try {
            var _ = closing.await(limits.look().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there were none */
    private synchronized boolean awaitStreams() throws InterruptedException {
        boolean isNone = subscriptions.isEmpty();
        while (subscriptions.isEmpty()) {
            wait();
        }
        return isNone;
    }

    private synchronized Set<LearnerId> learners() {
        return Set.copyOf(subscriptions.keySet());
    }

    /** @param asked learners about whom it was looked: others have come meanwhile, and may have missed something */
    private synchronized void wake(Seen seen, Set<LearnerId> asked) {
        subscriptions.forEach((learner, own) -> {
            boolean concerned = seen.all()
                    || seen.learners().contains(learner)
                    || seen.owners().contains(learner)
                    || !asked.contains(learner);
            for (var subscription : own) {
                if (concerned || subscription.watchesAnyOf(seen.decks())) {
                    subscription.wake();
                }
            }
        });
    }

    /** Ends all streams, and their thread. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        synchronized (this) {
            subscriptions.values().forEach(own -> own.forEach(Subscription::end));
        }
    }

    /** One stream. {@link #await} is for one thread. */
    public final class Subscription implements AutoCloseable {
        private final LearnerId learner;

        // all guarded by this
        private Set<DeckId> decks = Set.of();
        private boolean changed = true;
        private boolean ended;

        private Subscription(LearnerId learner) {
            this.learner = learner;
        }

        /** From now on also changes of these decks wake it; where there are new ones among them, once at once. */
        public synchronized void watch(Set<DeckId> watched) {
            changed |= !decks.containsAll(watched);
            decks = watched;
        }

        /** What there was to tell could not be told: it goes on at once. */
        public synchronized void again() {
            changed = true;
        }

        private synchronized boolean watchesAnyOf(Set<DeckId> written) {
            return written.stream().anyMatch(decks::contains);
        }

        private synchronized void wake() {
            changed = true;
            notifyAll();
        }

        /** Whether the process stops. */
        public synchronized boolean isEnded() {
            return ended;
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Waits until there may be something to tell, at most so long; the first time there is. */
        public synchronized Wake await(Duration atMost) throws InterruptedException {
            long end = System.nanoTime() + atMost.toNanos();
            long left = atMost.toNanos();
            while (!changed && !ended && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
            boolean wasChanged = changed;
            changed = false;
            return ended ? Wake.ENDED : wasChanged ? Wake.CHANGED : Wake.QUIET;
        }

        @Override
        public void close() {
            synchronized (ChangeStreams.this) {
                var own = subscriptions.get(learner);
                if (own != null && own.remove(this)) {
                    open--;
                    if (own.isEmpty()) {
                        subscriptions.remove(learner);
                    }
                }
            }
        }
    }
}
