package dev.engram.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One set of documents, contexts and checkpoints of a projection, written by one fold version only.
 *
 * @param number from 1, never used again
 * @param since when it was started (building) or replaced (retired); absent for the live one
 */
public record Generation(
        int number, int foldVersion, Role role, @Nullable Instant since) {

    /** What a generation is for. Side effects other than its own documents belong to the live one only. */
    public enum Role {
        /** Reads the log from its beginning beside the live one; nobody reads it. */
        BUILDING,
        /** Answers questions. */
        LIVE,
        /** Replaced or cancelled; its collections are dropped a while later, when no reader can be using them. */
        RETIRED
    }
}
