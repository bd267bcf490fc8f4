package dev.engram.studies;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reports how far work is, line by line: nothing in the first two seconds, so that quick work is silent. Not thread-safe. */
public final class ThrottledProgress {
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final Consumer<String> listener;
    private final long start = System.nanoTime();
    private long last = start;

    /** @param listener gets each line, on the thread that does the work */
    public ThrottledProgress(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Reports a step that begins. */
    public void step(String line) {
        if (System.nanoTime() - start >= INTERVAL_NANOS) {
            listener.accept(line);
        }
    }

    /** Reports how far a step is if the last such line was two seconds ago or more. Returns whether it was reported. */
    public boolean update(Supplier<String> line) {
        long now = System.nanoTime();
        if (now - last < INTERVAL_NANOS) {
            return false;
        }
        last = now;
        listener.accept(line.get());
        return true;
    }
}
