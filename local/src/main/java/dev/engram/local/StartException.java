package dev.engram.local;

import java.io.IOException;
import java.io.Serial;

/** A process could not be started. The message is for people: what failed, why, and what to do or the end of the log. */
public final class StartException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }
}
