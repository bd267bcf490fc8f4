package dev.engram.card.application;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Turns a relay: at once after a commit, every few seconds anyway, and after a failure with growing, jittered pauses. */
public final class RelayLoop implements CommitListener {

    private static final long FIRST_PAUSE_MILLIS = 200;

    private final Relay relay;
    private final Duration poll;
    private final Consumer<RuntimeException> onFailure;
    private final Runnable onSuccess;
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean stopped;

    /**
     * @param poll longest time between two looks; also the longest pause after a failure
     * @param onFailure told of every failed turn
     * @param onSuccess told of every other turn
     */
    public RelayLoop(Relay relay, Duration poll, Consumer<RuntimeException> onFailure, Runnable onSuccess) {
        this.relay = relay;
        this.poll = poll;
        this.onFailure = onFailure;
        this.onSuccess = onSuccess;
    }

    @Override
    public void committed() {
        nudges.release();
    }

    /** Runs until {@link #stop} or an interrupt. */
    public void run() {
        int failures = 0;
        try {
            while (!stopped) {
                nudges.drainPermits();
                try {
                    int published = relay.turn();
                    failures = 0;
                    onSuccess.run();
                    if (published == 0) {
                        nudges.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                    }
                } catch (RuntimeException failure) {
                    onFailure.accept(failure);
                    // a nudge does not shorten this pause: a commit does not bring the log back
                    Thread.sleep(pauseMillis(failures++));
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() {
        stopped = true;
        nudges.release();
    }

    private long pauseMillis(int failures) {
        long longest = Math.min(poll.toMillis(), FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }
}
