package dev.engram.testing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lets tasks collide: all wait at a barrier, run at once, and how each ended comes back as a value. */
public final class Rendezvous {
    private static final long TIMEOUT_SECONDS = 60;

    private Rendezvous() {}

    /** How one task ended. */
    public sealed interface Outcome<T> {
        /** It returned. */
        record Returned<T>(T value) implements Outcome<T> {}

        /** It threw. */
        record Threw<T>(Throwable cause) implements Outcome<T> {}
    }

    /** Runs {@code count} tasks at once. @param task makes the task with this index, from 0 */
    public static <T> List<Outcome<T>> collide(int count, IntFunction<Callable<T>> task) {
        return collide(IntStream.range(0, count).mapToObj(task).toList());
    }

    /**
     * Runs tasks at once, each on a thread of its own.
     *
     * @return how they ended, in the order of the tasks
     * @throws IllegalStateException if one has not ended after a minute
     */
    public static <T> List<Outcome<T>> collide(List<Callable<T>> tasks) {
        var barrier = new CyclicBarrier(tasks.size());
        var running = tasks.stream()
                .map(task -> new FutureTask<T>(() -> {
                    barrier.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return task.call();
                }))
                .toList();
        for (int i = 0; i < running.size(); i++) {
            Thread.ofPlatform().daemon().name("rendezvous-" + i).start(running.get(i));
        }
        return running.stream().map(Rendezvous::outcome).toList();
    }

    private static <T> Outcome<T> outcome(FutureTask<T> task) {
        try {
            return new Outcome.Returned<>(task.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof BrokenBarrierException) {
                throw new IllegalStateException("the tasks did not meet", e);
            }
            return new Outcome.Threw<>(cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a task has not ended after " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
