package dev.engram.gateway.domain;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher says of a cohort. Who its members are follows from the log, by its id.
 *
 * @param name known here only
 * @param deckId what is studied
 * @param examDate the day of an exam on it; null if there is none
 * @param archived whether it is over: nobody joins any more
 * @param version 1 for a new one, raised by every change
 */
public record Cohort(
        CohortId id,
        LearnerId teacher,
        String name,
        DeckId deckId,
        @Nullable LocalDate examDate,
        boolean archived,
        Instant createdAt,
        long version) {

    /** Most characters of a name, in code points. */
    public static final int LONGEST_NAME = 100;

    /** The same cohort after a change. */
    public Cohort changed(String otherName, @Nullable LocalDate otherExamDate, boolean isArchived) {
        return new Cohort(id, teacher, otherName, deckId, otherExamDate, isArchived, createdAt, version + 1);
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "cohort " + id;
    }
}
