package dev.engram.analytics.application;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What figures of a cohort are about. Whether the caller may ask has been found out before, but for the deck.
 *
 * @param deckId the deck of the cohort
 * @param asOf the moment asked about, past or to come; absent: now
 * @param after writes that the figures must contain
 * @param simulated whether the simulated learners of the cohort are asked about although it has others
 * @param audience for whom
 */
public record CohortQuery(
        CallerToken caller,
        CohortId cohortId,
        DeckId deckId,
        @Nullable Instant asOf,
        Position after,
        boolean simulated,
        Audience audience) {

    /** For whom figures of a cohort are. */
    public enum Audience {
        /** Its teacher: all members, at any moment. */
        TEACHER,
        /** A member who asks about the class: those who were members at the beginning of a week, as of then. */
        CLASS,
        /** A member who asks about no other learner. */
        OWN
    }

    /** The same about another moment. */
    CohortQuery at(Instant moment) {
        return new CohortQuery(caller, cohortId, deckId, moment, after, simulated, audience);
    }
}
