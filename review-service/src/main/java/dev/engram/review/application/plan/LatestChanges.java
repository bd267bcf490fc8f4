package dev.engram.review.application.plan;

import dev.engram.events.LearnerId;
import dev.engram.events.PlanChanged;
import dev.engram.projections.learner.LearnerContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest change of the plan that this process has written for each of some learners, until the projection holds it. A change
 * is a whole plan, so the one before need not be kept. Safe for use by many threads.
 */
final class LatestChanges {
    /** Of more learners those whose changes are oldest are forgotten: they then wait for the projection. */
    static final int MOST = 500;

    private final Map<LearnerId, PlanChanged> changes = new LinkedHashMap<>();

    synchronized void put(PlanChanged change) {
        var learner = change.stamp().learnerId();
        changes.remove(learner); // so that it goes to the end
        changes.put(learner, change);
        if (changes.size() > MOST) {
            changes.remove(changes.keySet().iterator().next());
        }
    }

    synchronized void remove(LearnerId learner) {
        changes.remove(learner);
    }

    /** What the projection says of a learner, with the change that it may not hold yet. */
    synchronized LearnerContext over(LearnerId learner, LearnerContext projected) {
        var change = changes.get(learner);
        if (change == null) {
            return projected;
        }
        var context = projected.apply(change);
        if (context == projected) {
            changes.remove(learner);
        }
        return context;
    }
}
