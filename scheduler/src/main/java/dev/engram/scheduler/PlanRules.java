package dev.engram.scheduler;

import dev.engram.events.Plan;
import dev.engram.fsrs.CardScheduler;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Steps;
import dev.engram.fsrs.Weights;

/** What a study plan means to FSRS. */
final class PlanRules {
    private PlanRules() {}

    /** @throws IllegalArgumentException naming the first weight that is out of the bounds of FSRS-6 */
    static Weights weights(Plan plan) {
        return Weights.migrated(
                plan.weights().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @throws IllegalArgumentException as {@link #weights} */
    static CardScheduler scheduler(Plan plan) {
        return scheduler(plan, plan.desiredRetention());
    }

    /** The same with another desired retention. */
    static CardScheduler scheduler(Plan plan, double desiredRetention) {
        return new CardScheduler(
                weights(plan),
                new SchedulingRules(
                        desiredRetention,
                        new Steps(plan.learningSteps()),
                        new Steps(plan.relearningSteps()),
                        plan.maximumIntervalDays(),
                        true));
    }
}
