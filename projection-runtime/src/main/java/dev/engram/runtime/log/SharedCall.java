package dev.engram.runtime.log;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer many ask for at once: one is made at a time, and all who asked before it began share its answer, which is
 * never older than their question. Thread-safe.
 */
final class SharedCall<T> {
    private final String name;
    private final Supplier<T> call;

    // both guarded by this
    private CompletableFuture<?> running = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<T> next;

    /** @param name of the threads that make the call */
    SharedCall(String name, Supplier<T> call) {
        this.name = name;
        this.call = call;
    }

    /** The answer to a call that begins after this one; fails as the call does. */
    synchronized CompletableFuture<T> ask() {
        if (next == null) {
            next = running.handleAsync(
                    (_, _) -> begin().get(),
                    command -> Thread.ofVirtual().name(name).start(command));
        }
        return next;
    }

    private synchronized Supplier<T> begin() {
        if (next == null) {
            throw new IllegalStateException("a call begins once");
        }
        running = next;
        next = null;
        return call;
    }
}
