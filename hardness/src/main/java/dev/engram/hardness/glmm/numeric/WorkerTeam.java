package dev.engram.hardness.glmm.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share out numbered tasks. Which thread runs a task is left to chance, so a task may write only what is its
 * own; whoever adds the results up does so in the order of the numbers.
 */
public final class WorkerTeam implements AutoCloseable {
    /** The calling thread alone. */
    public static final WorkerTeam ALONE = new WorkerTeam(1);

    private static final int STRIPE = 8_192;

    private final int threads;
    private @Nullable ExecutorService others;

    /** So many threads, the calling one included; the others start when they are needed. */
    public WorkerTeam(int threads) {
        this.threads = threads;
    }

    public int threads() {
        return threads;
    }

    /** Runs tasks 0 to {@code tasks - 1}, by the calling thread alone if {@code small}. */
    public void run(int tasks, boolean small, IntConsumer task) {
        int helpers = small ? 0 : Math.min(threads, tasks) - 1;
        var next = new AtomicInteger();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            running.add(CompletableFuture.runAsync(() -> work(next, tasks, task), others()));
        }
        try {
            work(next, tasks, task);
        } finally {
            running.forEach(WorkerTeam::join);
        }
    }

    /** Adds the parts, in their order, into {@code sum}: the same bits for any number of threads. */
    public void addUp(double[][] parts, double[] sum) {
        int stripes = Math.ceilDiv(sum.length, STRIPE);
        run(stripes, stripes < 8, stripe -> {
            int end = Math.min(sum.length, (stripe + 1) * STRIPE);
            System.arraycopy(parts[0], stripe * STRIPE, sum, stripe * STRIPE, end - stripe * STRIPE);
            for (int c = 1; c < parts.length; c++) {
                double[] part = parts[c];
                for (int k = stripe * STRIPE; k < end; k++) {
                    sum[k] += part[k];
                }
            }
        });
    }

    private static void work(AtomicInteger next, int tasks, IntConsumer task) {
        for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
        }
    }

    /** Waits whatever happens: helpers write into the arrays of the caller. */
    private static void join(CompletableFuture<Void> helper) {
        try {
            helper.join();
        } catch (CompletionException e) {
            // as if the task had run on the calling thread: want of memory must be known as such
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw e;
            }
        }
    }

    private ExecutorService others() {
        if (others == null) {
            others = Executors.newFixedThreadPool(
                    threads - 1,
                    Thread.ofPlatform().daemon().name("hardness-", 1).factory());
        }
        return others;
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
