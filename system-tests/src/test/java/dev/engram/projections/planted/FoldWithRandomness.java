package dev.engram.projections.planted;

import java.util.UUID;

/** Gives another state on every replay. */
final class FoldWithRandomness {
    private FoldWithRandomness() {}

    static String apply(String state) {
        return state + UUID.randomUUID();
    }
}
