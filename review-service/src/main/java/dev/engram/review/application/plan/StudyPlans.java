package dev.engram.review.application.plan;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.ServerStamps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shows and changes the study plans of learners. Changes of one learner are made one after the other within a process, each
 * upon the one before, also where the projection lags; of two made at once in two processes the later one holds.
 */
public final class StudyPlans {
    /** A projection keeps twice as many. */
    static final int MOST_CHANGES = 1_000;

    /** Of a learner who never changed the plan. */
    private static final String DEFAULT_TAG = "default";

    private static final int LOCKS = 64;

    private final ReviewLog log;
    private final ProjectionQueries queries;
    private final InstantSource clock;
    private final Duration longestWait;
    private final Object[] locks = new Object[LOCKS];
    private final LatestChanges written = new LatestChanges();

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public StudyPlans(ReviewLog log, ProjectionQueries queries, InstantSource clock, Duration longestWait) {
        this.log = log;
        this.queries = queries;
        this.clock = clock;
        this.longestWait = longestWait;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * A plan in force.
     *
     * @param tag changes with the plan
     * @param isChosen whether the learner chose it; else it is the default
     * @param isZoneSet whether the learner ever set a zone
     */
    public record InForce(Plan plan, String tag, boolean isChosen, boolean isZoneSet) {
        /** That of a learner. */
        public static InForce of(LearnerContext context) {
            var change = context.planChange();
            return new InForce(
                    context.plan(),
                    change == null ? DEFAULT_TAG : change.stamp().eventId().toString(),
                    change != null,
                    context.isZoneSet());
        }
    }

    /** The plan in force, and whether the answer contains what was asked to be waited for. */
    public record Answer(InForce inForce, CatchUpResult reached) {}

    /** What became of a change. */
    public sealed interface Change {
        /**
         * @param position where the change stands; null if the plan was in force already
         * @param caughtUp whether reads contain it
         */
        record Done(InForce inForce, @Nullable Position position, boolean caughtUp) implements Change {}

        /** Another plan than the one named is in force. */
        record Outdated(String tag) implements Change {}

        /** The learner has changed the plan as often as a learner can. */
        record Full(int limit) implements Change {}
    }

    /** The plan in force. */
    public Answer inForce(LearnerId learner, Position after) {
        var reached = queries.await(after, longestWait);
        return new Answer(InForce.of(latest(learner)), reached);
    }

    /**
     * Changes the plan. A plan that is in force already is not written again.
     *
     * @param expected the tag of the plan to be changed; null: whichever is in force
     * @param change gives the new plan for the one in force; what it throws ends the call
     * @throws ErasedLearnerException if the learner is erased
     */
    public Change change(LearnerId learner, @Nullable String expected, UnaryOperator<Plan> change) {
        synchronized (locks[Math.floorMod(learner.hashCode(), LOCKS)]) {
            var context = latest(learner);
            var before = InForce.of(context);
            if (expected != null && !expected.equals(before.tag())) {
                return new Change.Outdated(before.tag());
            }
            var plan = change.apply(before.plan());
            if (plan.equals(before.plan())) {
                return new Change.Done(before, null, true);
            }
            if (context.planChanges().size() >= MOST_CHANGES) {
                return new Change.Full(MOST_CHANGES);
            }
            var event = new PlanChanged(stamp(learner, context), plan);
            var position = log.append(List.of(event));
            written.put(event);
            // whoever reads without a position should find this one
            var reached = queries.await(position, longestWait);
            if (reached.caughtUp()) {
                written.remove(learner);
            }
            return new Change.Done(InForce.of(context.apply(event)), position, reached.caughtUp());
        }
    }

    /**
     * The learner with the latest change of the plan that this process has written, which the projection may not have passed yet.
     *
     * @throws ErasedLearnerException if the learner is erased
     */
    public LearnerContext latest(LearnerId learner) {
        return written.over(learner, queries.within(scope -> {
            if (scope.learners().isErased(learner)) {
                throw new ErasedLearnerException();
            }
            return scope.learners().context(learner);
        }));
    }

    /** Later than the plan in force, also where the clock was set back. */
    private Stamp stamp(LearnerId learner, LearnerContext context) {
        var latest = context.planChange();
        return ServerStamps.after(
                latest == null ? null : latest.stamp(), new EventId(Ids.v7()), learner, clock.instant());
    }

    /** The learner as if {@code plan} were put in force now. */
    LearnerContext with(LearnerContext context, LearnerId learner, Plan plan) {
        return plan.equals(context.plan()) ? context : context.apply(new PlanChanged(stamp(learner, context), plan));
    }
}
