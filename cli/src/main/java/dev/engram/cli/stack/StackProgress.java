package dev.engram.cli.stack;

import java.time.Duration;
import java.util.Collection;

/** Receives what the stack is doing while it starts or stops. */
public interface StackProgress {
    /** Ignores everything. */
    StackProgress NONE = new StackProgress() {};

    /** A line for people. */
    default void note(String line) {}

    /** A part has become healthy. */
    default void healthy(StackPart part, int port, Duration afterStart) {}

    /** Called about ten times a second while parts are not healthy. */
    default void waiting(Collection<StackPart> parts, Duration sinceStart) {}
}
