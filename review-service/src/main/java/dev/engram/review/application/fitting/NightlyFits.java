package dev.engram.review.application.fitting;

import dev.engram.events.LearnerId;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.review.application.fitting.WeightsFitting.Requested;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for learners whose night it is and who have answered enough since their last fit, and begins their fits. Several
 * processes may look at once: the place of a learner is taken once.
 */
public final class NightlyFits {
    private static final int LEARNERS_AT_ONCE = 500;

    private final ProjectionQueries queries;
    private final WeightsFitting fitting;
    private final FitJobs jobs;
    private final InstantSource clock;

    public NightlyFits(ProjectionQueries queries, WeightsFitting fitting, FitJobs jobs, InstantSource clock) {
        this.queries = queries;
        this.fitting = fitting;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Goes through all learners once, in the order of their ids, and ends early where too many fits wait: the others come when
     * it is called again within the hour.
     *
     * @return how many fits were begun
     */
    public int begin() {
        var now = clock.instant();
        int begun = 0;
        LearnerId last = null;
        for (var some = learners(last); !some.isEmpty(); some = learners(last)) {
            for (var learner : some) {
                last = learner;
                if (isDue(learner, now)) {
                    if (!isBegun(learner)) {
                        return begun;
                    }
                    begun++;
                }
            }
        }
        return begun;
    }

    private List<LearnerId> learners(@Nullable LearnerId after) {
        return queries.within(scope -> scope.learners().learners(after, LEARNERS_AT_ONCE));
    }

    private boolean isDue(LearnerId learner, Instant now) {
        return queries.within(scope -> isDue(scope, learner, now));
    }

    private boolean isDue(ReadScope scope, LearnerId learner, Instant now) {
        var context = scope.learners().context(learner);
        return FitRules.isNight(context, now)
                // one that ended without weights in this night is not tried again in it
                && jobs.find(learner)
                        .filter(job ->
                                job.updatedAt().plus(FitRules.BETWEEN_NIGHTS).isAfter(now))
                        .isEmpty()
                && FitRules.hasEnoughNew(context, scope.learners().answers(learner));
    }

    private boolean isBegun(LearnerId learner) {
        try {
            return fitting.request(learner) instanceof Requested.Running;
        } catch (ErasedLearnerException erased) {
            return true;
        }
    }
}
