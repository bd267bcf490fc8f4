package dev.engram.events;

import java.util.UUID;

/**
 * Pseudonym of a learner: a UUID, random except for demo accounts; the link to a person lives only in the gateway's store. That of a
 * simulated learner has version 8 of RFC 9562, so every event, document and file tells it from a person. Prints its last eight
 * digits: enough to follow one learner through an incident, no more. {@link #text()} is the whole.
 */
public record LearnerId(UUID value) implements Comparable<LearnerId> {

    public LearnerId {
        FieldCheck.present(value, "learnerId");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    public static LearnerId parse(String text) {
        return new LearnerId(Ids.parse(text, "learnerId"));
    }

    /** Whether the learner is simulated, not a person. */
    public boolean isSimulated() {
        return Ids.isV8(value);
    }

    /** The whole UUID, for the log and the stores; it is also the key of the learner's records. */
    public String text() {
        return value.toString();
    }

    @Override
    public int compareTo(LearnerId other) {
        return Ids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "learner:" + text().substring(28);
    }
}
