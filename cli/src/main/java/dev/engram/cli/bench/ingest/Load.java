package dev.engram.cli.bench.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls made by several clients at once. A call that fails ends the run. */
public final class Load {
    private Load() {}

    /** One call of a client. */
    public interface Call {
        /**
         * @param client from 0 on
         * @return how many items it handled
         */
        int run(int client) throws IOException, InterruptedException;
    }

    /** Items per second of {@code clients} that each make one call after the other for {@code time}. */
    public static double closed(int clients, Duration time, Call call) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(threads.submit(() -> {
                    long items = 0;
                    while (System.nanoTime() < end) {
                        items += call.run(client);
                    }
                    return items;
                }));
            }
            long items = 0;
            for (Future<Long> one : running) {
                items += got(one);
            }
            return items / ((System.nanoTime() - start) / 1e9);
        }
    }

    /**
     * Calls that begin at fixed moments, whether earlier ones have ended or not. The time of a call counts from the moment at which
     * it was due: where the server, or this process, is late, that is part of it.
     *
     * @param perSecond at least 1
     * @param clients that take turns
     */
    public static Latencies open(int perSecond, Duration time, int clients, Call call)
            throws IOException, InterruptedException {
        int calls = (int) (time.toMillis() * perSecond / 1_000);
        long gap = 1_000_000_000L / perSecond;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> running = new ArrayList<>(calls);
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                long due = start + i * gap;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait));
                }
                int client = i % clients;
                running.add(threads.submit(() -> {
                    call.run(client);
                    return System.nanoTime() - due;
                }));
            }
            long[] nanos = new long[calls];
            for (int i = 0; i < calls; i++) {
                nanos[i] = got(running.get(i));
            }
            return Latencies.of(nanos);
        }
    }

    /** Calls one after the other. */
    public static Latencies inTurn(int calls, Call call) throws IOException, InterruptedException {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            call.run(0);
            nanos[i] = System.nanoTime() - start;
        }
        return Latencies.of(nanos);
    }

    private static <T> T got(Future<T> call) throws IOException, InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unanswered) {
                throw unanswered;
            }
            throw new IllegalStateException("a call of the benchmark failed", failed.getCause());
        }
    }
}
