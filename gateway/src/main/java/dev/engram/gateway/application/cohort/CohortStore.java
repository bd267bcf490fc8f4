package dev.engram.gateway.application.cohort;

import dev.engram.events.CohortId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Cohort;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cohorts as their teachers define them. Of join codes digests are kept only. */
public interface CohortStore {
    void create(Cohort cohort, String codeDigest);

    Optional<Cohort> find(CohortId id);

    /** The cohort that has this join code and is not archived. */
    Optional<Cohort> findByCode(String codeDigest);

    /** Those of a teacher, oldest first. */
    List<Cohort> ofTeacher(LearnerId teacher, int limit);

    /** Those of these ids that there are. */
    List<Cohort> ofIds(Collection<CohortId> ids);

    /** How many a teacher has, archived ones included. */
    long count(LearnerId teacher);

    /**
     * Replaces the cohort of the version before. One that is archived has no join code.
     *
     * @param codeDigest of a join code in place of the one before; null: that one stays
     * @return false if it has another version, or is gone
     */
    boolean update(Cohort cohort, @Nullable String codeDigest);

    /** Remembers that somebody was removed: the join code that the cohort has now lets the person in no more. */
    void bar(Cohort cohort, LearnerId person, Instant at);

    /** Whether a join code does not let this person in. */
    boolean isBarred(String codeDigest, LearnerId person);

    /** Removes a cohort. @return false if it has another version, or is gone */
    boolean delete(CohortId id, long version);
}
