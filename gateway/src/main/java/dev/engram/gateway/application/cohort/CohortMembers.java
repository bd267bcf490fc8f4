package dev.engram.gateway.application.cohort;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import java.time.Instant;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The services behind: who may see which deck, and who is a member of which cohort. What they refuse is thrown as they said it. */
public interface CohortMembers {

    /** Whether the caller may see the deck. */
    boolean isVisible(AuthenticatedCaller caller, DeckId deck);

    /** Lets a person see the deck of a cohort, as far as its teacher can. @return whether the person may see it */
    boolean admit(Cohort cohort, LearnerId person);

    /** Makes the caller a member of the cohort and of its deck. @return the position of the write */
    String join(AuthenticatedCaller caller, Cohort cohort);

    /** Ends the membership of the caller. @param after positions to wait for @return the position of the write */
    String leave(AuthenticatedCaller caller, CohortId cohort, @Nullable String after);

    /** Ends the membership of somebody in a cohort of the caller. @param after as for {@link #leave} @return the position of the write */
    String remove(AuthenticatedCaller teacher, CohortId cohort, LearnerId member, @Nullable String after);

    /** The cohorts of the caller, in the order of joining. */
    Read<CohortId> joined(AuthenticatedCaller caller, @Nullable String after);

    /** The members of a cohort of the caller. */
    Read<LearnerId> members(AuthenticatedCaller teacher, CohortId cohort, @Nullable String after);

    /**
     * What was read.
     *
     * @param since when each was joined, or did join
     * @param caughtUp whether the writes that were to be waited for are in it
     * @param parked whether one of them could not be applied
     */
    record Read<T>(SequencedMap<T, Instant> since, boolean caughtUp, boolean parked) {}
}
