package dev.engram.projections.planted;

import io.quarkus.runtime.StartupEvent;

/** Begins its state when the application starts. */
final class FoldWithQuarkus {
    private FoldWithQuarkus() {}

    static int begin(StartupEvent event) {
        return event.hashCode();
    }
}
