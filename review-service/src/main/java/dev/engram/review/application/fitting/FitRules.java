package dev.engram.review.application.fitting;

import dev.engram.events.Plan;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.WeightsFitted;
import dev.engram.projections.learner.LearnerContext;
import java.time.Duration;
import java.time.Instant;

/** When weights are fitted without being asked for, and when they are taken into the plan. */
final class FitRules {
    /** A night's fit needs at least so many new answers. */
    static final int FEWEST_NEW = 100;

    /** Shorter than a day, so that a night a little earlier than the one before is not left out. */
    static final Duration BETWEEN_NIGHTS = Duration.ofHours(20);

    private FitRules() {}

    /** Whether it is the hour in which the learner's study day begins, and the last fit is not of this night. */
    static boolean isNight(LearnerContext context, Instant now) {
        var plan = context.plan();
        var fits = context.fits();
        return plan.studyOptions().fitting() != Fitting.OFF
                && now.atZone(plan.zone()).getHour() == plan.rolloverHour()
                && (fits.isEmpty()
                        || fits.getLast().stamp().at().plus(BETWEEN_NIGHTS).isBefore(now));
    }

    /**
     * Whether there is enough to learn from: a tenth more answers than at the last fit, and at least {@value #FEWEST_NEW}.
     *
     * @param answers of the learner that bear on memory now, those before a reset too: what a fit counts
     */
    static boolean hasEnoughNew(LearnerContext context, long answers) {
        int before = context.fits().isEmpty() ? 0 : context.fits().getLast().reviews();
        return answers - before >= Math.max(FEWEST_NEW, before / 10);
    }

    /** Whether a fit goes into the plan without being asked: allowed, better, and compared with the weights still in force. */
    static boolean appliesByItself(Plan plan, WeightsFitted fit) {
        return plan.studyOptions().fitting() == Fitting.APPLY
                && fit.heldOut().improves()
                && plan.weightsVersion().equals(fit.comparedWith());
    }
}
