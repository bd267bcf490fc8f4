package dev.engram.maintenance.cluster;

import java.io.IOException;

/** What was found forbids the work, and nothing was changed. The message says what to do. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
