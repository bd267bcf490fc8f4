package dev.engram.kit.retry;

import dev.engram.runtime.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats one piece of work on a virtual thread until it succeeds, with one log line per change of the reason to wait. */
public final class BackgroundRetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundRetry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final String task;
    private final Supplier<@Nullable String> attempt;
    final Thread thread;
    private volatile boolean closed;

    private BackgroundRetry(String task, Supplier<@Nullable String> attempt) {
        this.task = task;
        this.attempt = attempt;
        this.thread = Thread.ofVirtual().name(task).unstarted(this::run);
    }

    /**
     * Starts at once.
     *
     * @param task names the thread and stands in the log
     * @param attempt gives null if nothing is left to do, otherwise what is waited for, in words that do not vary; an
     *     exception is a reason to wait, too
     */
    public static BackgroundRetry start(String task, Supplier<@Nullable String> attempt) {
        var retry = new BackgroundRetry(task, attempt);
        retry.thread.start();
        return retry;
    }

    /** Makes no further attempt and interrupts the one that runs; does not wait for its end. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
        var logged = "";
        while (!closed) {
            var reason = reasonToWait();
            if (reason == null || closed) {
                return;
            }
            if (!reason.equals(logged)) {
                LOG.atInfo()
                        .addKeyValue("task", task)
                        .addKeyValue("reason", reason)
                        .log("waiting");
            }
            logged = reason;
            try {
                Thread.sleep(backoff.next());
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private @Nullable String reasonToWait() {
        try {
            return attempt.get();
        } catch (RuntimeException failure) {
            LOG.atDebug().addKeyValue("task", task).setCause(failure).log("attempt failed");
            return failure.getClass().getSimpleName();
        }
    }
}
