package dev.engram.gateway.application;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs that hash passwords, which are slow on purpose, on threads of its own: whatever is tried, they take no more of the
 * processor and of the heap than these threads do. Jobs of people who are known come first, though after three of them in a row
 * one of the others has its turn; these take turns by address, and where the queue is full, the address that has the most in it gives
 * a place up. So an address that sends many cannot keep another one out. The number of places bounds how long anybody waits.
 */
public final class HashingQueue implements AutoCloseable {
    /** Jobs of people who are known in a row while a stranger waits. */
    static final int KNOWN_IN_A_ROW = 3;

    private final Duration longestWait;
    private final Thread[] threads;

    // guarded by this
    private final Lane known;
    private final Lane strangers;
    private int knownInARow;

    /**
     * @param threads jobs that run at a time
     * @param places jobs that wait at a time, of people who are known and of strangers each
     * @param longestWait how long a job waits before it is refused
     */
    public HashingQueue(int threads, int places, Duration longestWait) {
        this.longestWait = longestWait;
        this.known = new Lane(places);
        this.strangers = new Lane(places);
        this.threads = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            this.threads[i] =
                    Thread.ofPlatform().daemon().name("password hashing " + i).start(this::work);
        }
    }

    /**
     * The result of {@code job}, when it has had its turn; empty if it was refused, and then it did not run.
     *
     * @param address whose turn it takes
     * @param isKnown whether it is for somebody who is known
     */
    public <T> Optional<T> run(String address, boolean isKnown, Supplier<T> job) {
        var lane = isKnown ? known : strangers;
        var waiting = new Job<>(address, job);
        synchronized (this) {
            if (!lane.add(waiting)) {
                return Optional.empty();
            }
            notifyAll();
        }
        try {
            return waiting.done.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            synchronized (this) {
                lane.remove(waiting);
            }
            waiting.refuse();
            // it may have begun
            return waiting.done.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.refuse();
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("hashing failed", failed.getCause());
        }
    }

    /** Whether a job of a stranger at {@code address} would have a place now. */
    public synchronized boolean admits(String address) {
        return strangers.admits(address);
    }

    /** Jobs that wait. */
    public synchronized int waiting() {
        return known.size + strangers.size;
    }

    private void work() {
        try {
            while (true) {
                next().run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job<?> next() throws InterruptedException {
        while (true) {
            var isStrangersTurn = strangers.size > 0 && (known.size == 0 || knownInARow >= KNOWN_IN_A_ROW);
            var job = (isStrangersTurn ? strangers : known).next();
            if (job != null) {
                knownInARow = isStrangersTurn || strangers.size == 0 ? 0 : knownInARow + 1;
                return job;
            }
            wait();
        }
    }

    @Override
    public void close() {
        for (var thread : threads) {
            thread.interrupt();
        }
    }

    private static final class Job<T> {
        private final String address;
        private final Supplier<T> work;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<Optional<T>> done = new CompletableFuture<>();

        Job(String address, Supplier<T> work) {
            this.address = address;
            this.work = work;
        }

        void run() {
            if (begun.compareAndSet(false, true)) {
                try {
                    done.complete(Optional.of(work.get()));
                } catch (RuntimeException | Error failure) {
                    done.completeExceptionally(failure);
                }
            }
        }

        void refuse() {
            if (begun.compareAndSet(false, true)) {
                done.complete(Optional.empty());
            }
        }
    }

    /** Jobs by address, the address whose turn is next first. */
    private static final class Lane {
        private final int places;
        private final LinkedHashMap<String, Deque<Job<?>>> byAddress = new LinkedHashMap<>();
        private int size;

        Lane(int places) {
            this.places = places;
        }

        boolean add(Job<?> job) {
            if (!admits(job.address)) {
                return false;
            }
            if (size == places) {
                most().removeLast().refuse();
                size--;
            }
            byAddress.computeIfAbsent(job.address, _ -> new ArrayDeque<>()).add(job);
            size++;
            return true;
        }

        boolean admits(String address) {
            var own = byAddress.get(address);
            return size < places || most().size() > (own == null ? 0 : own.size()) + 1;
        }

        private Deque<Job<?>> most() {
            return byAddress.values().stream()
                    .max(Comparator.comparingInt(Deque::size))
                    .orElseThrow();
        }

        void remove(Job<?> job) {
            var jobs = byAddress.get(job.address);
            if (jobs != null && jobs.remove(job)) {
                size--;
                if (jobs.isEmpty()) {
                    byAddress.remove(job.address);
                }
            }
        }

        @Nullable
        Job<?> next() {
            var turn = byAddress.pollFirstEntry();
            if (turn == null) {
                return null;
            }
            var job = turn.getValue().removeFirst();
            size--;
            if (!turn.getValue().isEmpty()) {
                byAddress.put(turn.getKey(), turn.getValue());
            }
            return job;
        }
    }
}
