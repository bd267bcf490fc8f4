package dev.engram.local;

import java.io.IOException;
import java.io.Serial;

/** A process that could not be started. The message is meant for people: what failed, and the last lines of its log. */
public final class StartFailed extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StartFailed(String message) {
        super(message);
    }
}
