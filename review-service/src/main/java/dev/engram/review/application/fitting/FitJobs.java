package dev.engram.review.application.fitting;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest fit of each learner that waits, runs or ended without weights. One that ended with weights is an event of the log,
 * and its job is dropped. Kept in the database, so that each process can tell of it and only one runs for a learner.
 */
public interface FitJobs {
    /**
     * A job about which nothing was written for so long belongs to a process that is gone; its place may be taken. Processes write
     * about their waiting jobs too.
     */
    Duration LOST_AFTER = Duration.ofMinutes(10);

    /** Why a job gave no weights. */
    enum Ending {
        /** There are too few reviews on later days to be fitted and compared. */
        TOO_FEW_REVIEWS,
        /** There are more answers than a service has room for. */
        TOO_MANY_REVIEWS,
        /** The service was stopped, or could not read or write; a further request tries again. */
        FAILED
    }

    /**
     * @param fitId the event id that its result will have
     * @param updatedAt when its process last wrote about it
     * @param progress share of the work done, in [0, 1]
     * @param ending null while it waits or runs
     */
    record Job(
            LearnerId learner,
            EventId fitId,
            Instant startedAt,
            Instant updatedAt,
            double progress,
            @Nullable Ending ending) {
        /** Whether it waits or runs, as far as is known at {@code now}. */
        public boolean isActive(Instant now) {
            return ending == null && updatedAt.plus(LOST_AFTER).isAfter(now);
        }
    }

    /** The job of a learner. */
    Optional<Job> find(LearnerId learner);

    /**
     * Takes the learner's place for a new job.
     *
     * @return whether it was taken; not while another job is active at {@code job.startedAt()}
     */
    boolean begin(Job job);

    /** Writes progress or ending down, if the place is still this job's. @return whether it is */
    boolean update(Job job);

    /** Drops a learner's job, of whatever state. */
    void delete(LearnerId learner);
}
