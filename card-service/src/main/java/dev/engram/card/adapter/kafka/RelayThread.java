package dev.engram.card.adapter.kafka;

import dev.engram.card.application.Relay;
import dev.engram.kit.health.LoopLiveness;
import dev.engram.runtime.retry.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays commits from the start of the service to its end: at once after a commit, every few seconds anyway, and after a
 * failure with growing pauses.
 */
@ApplicationScoped
public class RelayThread {
    private static final Logger LOG = LoggerFactory.getLogger(RelayThread.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final Relay relay;
    private final Duration poll;
    private final Semaphore nudges = new Semaphore(0);
    final Thread thread = Thread.ofPlatform().name("relay").daemon(true).unstarted(this::run);
    private volatile long turnedAtNanos = System.nanoTime();
    private volatile boolean stopped;

    @Inject
    RelayThread(Relay relay, LoopLiveness loops) {
        this(relay, POLL);
        loops.watch("relay", () -> Duration.ofNanos(System.nanoTime() - turnedAtNanos));
    }

    /** @param poll longest time between two looks; also the longest pause after a failure */
    RelayThread(Relay relay, Duration poll) {
        this.relay = relay;
        this.poll = poll;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        nudge();
        if (!thread.join(STOP)) {
            // what it waits for may be in the log or not; the next start publishes it again
            thread.interrupt();
            thread.join(STOP);
        }
    }

    /** Looks at once, since there is a new commit. Never blocks or throws. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        var backoff =
                new Backoff(FIRST_PAUSE.compareTo(poll) < 0 ? FIRST_PAUSE : poll, poll, ThreadLocalRandom.current());
        int failures = 0;
        try {
            while (!stopped) {
                nudges.drainPermits();
                try {
                    int published = relay.turn(this::turned);
                    turned();
                    if (failures > 0) {
                        LOG.atInfo().addKeyValue("failures", failures).log("relay goes on");
                        failures = 0;
                        backoff.reset();
                    }
                    if (published == 0) {
                        nudges.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                    }
                } catch (RuntimeException failure) {
                    turned();
                    // one line per change of state, not per turn
                    (failures == 0 ? LOG.atWarn() : LOG.atDebug())
                            .addKeyValue("reason", failure.getClass().getSimpleName())
                            .setCause(LOG.isDebugEnabled() ? failure : null)
                            .log("relay waits");
                    // a nudge does not shorten this pause: a commit does not bring the log back
                    failures++;
                    Thread.sleep(backoff.next());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void turned() {
        turnedAtNanos = System.nanoTime();
    }
}
