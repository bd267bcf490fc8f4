package dev.engram.runtime.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be applied, with its original bytes, so that it can be replayed.
 *
 * @param resolution what an operator did about it; absent while it waits
 */
public record ParkedEvent(
        String topic,
        int partition,
        long offset,
        Why why,
        @Nullable Binary key,
        List<Header> headers,
        @Nullable Binary value,
        @Nullable Resolution resolution) {

    public ParkedEvent {
        headers = List.copyOf(headers);
    }

    /** The key of the record as text, which is the key of its context; empty without one. */
    public String keyText() {
        return key == null ? "" : new String(key.getData(), StandardCharsets.UTF_8);
    }

    /** Partition and offset, as operators name it: {@code 3-17}. */
    public String place() {
        return partition + "-" + offset;
    }

    /** A header of the record, as it stands in the log. */
    public record Header(String name, @Nullable Binary value) {}

    /**
     * @param reason stable slug, also a label of metrics; docs/operations.md has all of them
     * @param detail for people
     */
    public record Why(String reason, String detail) {

        /** An operator has stepped over the record: it is left out until it is replayed, also by a rebuild. */
        public static final String SKIPPED = "skipped";
    }

    /**
     * The end of waiting. The event stays on record, since a fold of the log meets it again.
     *
     * @param note why it was discarded; empty for a replayed one
     */
    public record Resolution(Kind kind, Instant at, String note) {

        /** What was done. */
        public enum Kind {
            /** Applied later, with the same effect as if it had been applied in its place. */
            REPLAYED,
            /** Left out for good. */
            DISCARDED,
            /** Nothing was done: what it says has been applied since, from another record. */
            OBSOLETE
        }
    }
}
