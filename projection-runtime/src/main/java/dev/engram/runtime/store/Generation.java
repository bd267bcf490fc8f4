package dev.engram.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One set of documents, contexts and checkpoints of a projection, written by one fold version only.
 *
 * @param number from 1, never used again
 * @param since when it was started (building) or replaced (retired); absent for the live one
 * @param damage why it no longer follows from the log; absent while it does. Only another generation ends it
 */
public record Generation(
        int number,
        int foldVersion,
        Role role,
        @Nullable Instant since,
        @Nullable Damage damage) {

    /** Reason of a generation of which collections are gone: what is left of it must not be read. */
    public static final String DOCUMENTS_LOST = "documents-lost";

    /**
     * What has happened to it.
     *
     * @param reason stable slug: {@link #DOCUMENTS_LOST}, or that of a damaged log, whose documents are complete
     * @param remedy what is wrong and what an operator has to do
     */
    public record Damage(String reason, String remedy) {

        /** Whether its own collections are damaged, and the log is not, as far as is known. */
        public boolean isOfDocuments() {
            return reason.equals(DOCUMENTS_LOST);
        }
    }

    /** One without damage. */
    public Generation(int number, int foldVersion, Role role, @Nullable Instant since) {
        this(number, foldVersion, role, since, null);
    }

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
