package dev.engram.hardness.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs tasks that do not know each other on some threads. */
final class ParallelTasks {
    private ParallelTasks() {}

    /** The results in the order of the tasks. The first failure is thrown after all have ended. */
    static List<Object> run(List<Supplier<?>> tasks, int threads) {
        var results = new ArrayList<Object>();
        if (threads == 1) {
            tasks.forEach(task -> results.add(task.get()));
            return results;
        }
        var ended = new ArrayList<Future<Object>>();
        try (var executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("hardness-side-", 0).daemon().factory())) {
            tasks.forEach(task -> ended.add(executor.submit(() -> (Object) task.get())));
        }
        for (var future : ended) {
            results.add(resultOf(future));
        }
        return results;
    }

    private static Object resultOf(Future<Object> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while side runs were under way", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw new IllegalStateException("a side run failed", e.getCause());
            }
        }
    }
}
