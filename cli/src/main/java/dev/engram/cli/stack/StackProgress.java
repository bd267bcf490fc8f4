package dev.engram.cli.stack;

import java.time.Duration;
import java.util.Set;

/** Told what the stack is doing while it takes long. */
public interface StackProgress {
    /** Tells nobody. */
    StackProgress SILENT = new StackProgress() {
        @Override
        public void note(String line) {}

        @Override
        public void healthy(StackPart part, int port, Duration afterStart) {}

        @Override
        public void waiting(Set<StackPart> parts, Duration sinceStart) {}
    };

    /** Something a person may want to know. */
    void note(String line);

    /** A part has become healthy. */
    void healthy(StackPart part, int port, Duration afterStart);

    /** Called about ten times a second while parts are not healthy. */
    void waiting(Set<StackPart> parts, Duration sinceStart);
}
