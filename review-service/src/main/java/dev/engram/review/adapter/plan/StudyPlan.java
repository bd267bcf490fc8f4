package dev.engram.review.adapter.plan;

import dev.engram.events.Plan;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.review.application.plan.StudyPlans.InForce;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The study plan in force, in every answer that tells it. */
@Schema(name = "StudyPlan")
public record StudyPlan(
        @Schema(
                enumeration = {"default", "learner"},
                description = "default until the learner chooses a plan")
        String source,

        double desiredRetention,

        @Schema(description = "ISO 8601 durations", examples = "[\"PT1M\", \"PT10M\"]")
        List<String> learningSteps,

        List<String> relearningSteps,
        int maximumIntervalDays,
        int rolloverHour,
        String zone,

        @Schema(description = "Whether the learner ever set a zone")
        boolean zoneSet,

        int newCardsPerDay,
        int reviewsPerDay,
        boolean fuzz,
        List<Double> weights,
        String weightsVersion,

        @Schema(enumeration = {"DUE", "RELATIVE_OVERDUENESS", "RETRIEVABILITY"})
        String reviewOrder,

        List<GoalInForce> retentionGoals,
        List<BreakInForce> breaks,

        @Schema(enumeration = {"OFF", "SUGGEST", "APPLY"}) String fitting) {

    /** As it is answered. */
    public static StudyPlan of(InForce inForce) {
        Plan plan = inForce.plan();
        var options = plan.studyOptions();
        return new StudyPlan(
                inForce.isChosen() ? "learner" : "default",
                plan.desiredRetention(),
                plan.learningSteps().stream().map(Duration::toString).toList(),
                plan.relearningSteps().stream().map(Duration::toString).toList(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone().getId(),
                inForce.isZoneSet(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                options.reviewOrder().name(),
                options.retentionGoals().stream().map(GoalInForce::of).toList(),
                options.breaks().stream().map(BreakInForce::of).toList(),
                options.fitting().name());
    }

    /** A goal: either deckId or tag. */
    @Schema(name = "RetentionGoalInForce")
    public record GoalInForce(
            @Nullable UUID deckId, @Nullable String tag, double desiredRetention) {
        private static GoalInForce of(RetentionGoal goal) {
            var deck = goal.deckId();
            var tag = goal.tag();
            return new GoalInForce(
                    deck == null ? null : deck.value(), tag == null ? null : tag.value(), goal.desiredRetention());
        }
    }

    /** A break: its first and its last day. */
    @Schema(name = "StudyBreakInForce")
    public record BreakInForce(LocalDate from, LocalDate to) {
        private static BreakInForce of(Break pause) {
            return new BreakInForce(pause.from(), pause.to());
        }
    }
}
