package dev.engram.scheduler;

import dev.engram.events.Plan;
import dev.engram.fsrs.CardScheduler;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Steps;
import dev.engram.fsrs.Weights;

/** What a study plan means to FSRS. */
public final class PlanRules {
    private PlanRules() {}

    /** The weights of memory. @throws IllegalArgumentException naming the first one that is out of the bounds of FSRS-6 */
    public static Weights weights(Plan plan) {
        return Weights.migrated(
                plan.weights().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @throws IllegalArgumentException as {@link #weights} */
    static CardScheduler scheduler(Plan plan) {
        return new CardScheduler(weights(plan), rules(plan));
    }

    /** The same with another desired retention. */
    static CardScheduler scheduler(Plan plan, double desiredRetention) {
        return new CardScheduler(weights(plan), rules(plan, desiredRetention));
    }

    /** How answers become delays. */
    public static SchedulingRules rules(Plan plan) {
        return rules(plan, plan.desiredRetention());
    }

    private static SchedulingRules rules(Plan plan, double desiredRetention) {
        return new SchedulingRules(
                desiredRetention,
                new Steps(plan.learningSteps()),
                new Steps(plan.relearningSteps()),
                plan.maximumIntervalDays(),
                true);
    }
}
