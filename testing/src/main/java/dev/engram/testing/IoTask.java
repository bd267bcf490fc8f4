package dev.engram.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Work with a result that may fail with an I/O error. */
@FunctionalInterface
interface IoTask<T> {
    T run() throws IOException;

    /** Runs it. @throws UncheckedIOException if it fails with an I/O error */
    static <T> T unchecked(IoTask<T> task) {
        try {
            return task.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it. @throws UncheckedIOException if it fails with an I/O error */
    static void run(Action action) {
        unchecked(() -> {
            action.run();
            return action;
        });
    }

    /** Work without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }
}
