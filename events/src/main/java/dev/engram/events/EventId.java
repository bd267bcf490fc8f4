package dev.engram.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names one event; of a review it is the review's id. Made by the client (version 7), or from an imported row (version 5). */
public record EventId(UUID value) implements Comparable<EventId> {

    public EventId {
        FieldCheck.present(value, "eventId");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    public static EventId parse(String text) {
        return new EventId(Ids.parse(text, "eventId"));
    }

    @Override
    public int compareTo(EventId other) {
        return Ids.compare(value, other.value);
    }

    /** As of any record; written out, since histories are maps of thousands of these. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventId(var same) && value.equals(same);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
