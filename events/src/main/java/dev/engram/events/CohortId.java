package dev.engram.events;

import java.util.UUID;

/** A cohort: people who study a deck with a teacher. Random; what the cohort is called is known to the gateway only. */
public record CohortId(UUID value) implements Comparable<CohortId> {

    public CohortId {
        FieldCheck.present(value, "cohortId");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    public static CohortId parse(String text) {
        return new CohortId(Ids.parse(text, "cohortId"));
    }

    @Override
    public int compareTo(CohortId other) {
        return Ids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
