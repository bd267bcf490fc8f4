package dev.engram.cli.stack;

import java.io.IOException;
import java.io.Serial;

/** The stack could not be started or stopped. The message is for people: what, why, and what to do. */
public final class StackFailure extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StackFailure(String message) {
        super(message);
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
