package dev.engram.events;

import java.util.UUID;

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

    @Override
    public String toString() {
        return value.toString();
    }
}
