package dev.engram.review.adapter.plan;

import dev.engram.events.Plan;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.review.application.plan.PlanPreview;
import dev.engram.review.application.plan.StudyPlans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about study plans; absent values are left out. */
final class PlanAnswers {
    private PlanAnswers() {}

    @Schema(name = "Plan")
    record PlanInForce(
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

            @Schema(enumeration = {"OFF", "SUGGEST", "APPLY"})
            String fitting,

            boolean caughtUp,
            boolean parked) {
        static PlanInForce of(StudyPlans.Answer answer) {
            return of(
                    answer.inForce(),
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }

        static PlanInForce of(StudyPlans.InForce inForce, boolean caughtUp, boolean parked) {
            Plan plan = inForce.plan();
            var options = plan.studyOptions();
            return new PlanInForce(
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
                    options.fitting().name(),
                    caughtUp,
                    parked);
        }
    }

    /** A goal: either deckId or tag. */
    @Schema(name = "RetentionGoalInForce")
    record GoalInForce(@Nullable UUID deckId, @Nullable String tag, double desiredRetention) {
        private static GoalInForce of(RetentionGoal goal) {
            var deck = goal.deckId();
            var tag = goal.tag();
            return new GoalInForce(
                    deck == null ? null : deck.value(), tag == null ? null : tag.value(), goal.desiredRetention());
        }
    }

    /** A break: its first and its last day. */
    @Schema(name = "StudyBreakInForce")
    record BreakInForce(LocalDate from, LocalDate to) {
        private static BreakInForce of(Break pause) {
            return new BreakInForce(pause.from(), pause.to());
        }
    }

    /** @param position to read after; absent if the plan was in force already */
    @Schema(name = "PlanChange")
    record Changed(PlanInForce plan, @Nullable String position) {
        static Changed of(StudyPlans.Change.Done done) {
            var position = done.position();
            return new Changed(
                    PlanInForce.of(done.inForce(), done.caughtUp(), false),
                    position == null ? null : position.toString());
        }
    }

    /** @param quarantined cards for which no state can be derived */
    @Schema(name = "PlanPreview")
    record Preview(
            Instant asOf,
            int cards,
            int quarantined,
            Side inForce,
            Side proposed,

            @Schema(description = "Cards that would become due today; negative where fewer would be")
            int newlyDue,

            List<Day> days) {
        static Preview of(PlanPreview.Answer answer) {
            var days = new ArrayList<Day>();
            for (int i = 0; i < answer.before().load().days().size(); i++) {
                days.add(new Day(
                        LocalDate.ofEpochDay(answer.today() + i).toString(),
                        answer.before().load().days().get(i),
                        answer.after().load().days().get(i)));
            }
            return new Preview(
                    answer.asOf(),
                    answer.cards(),
                    answer.quarantined(),
                    Side.of(answer.before()),
                    Side.of(answer.after()),
                    answer.after().due() - answer.before().due(),
                    days);
        }
    }

    @Schema(name = "PlanLoad")
    record Side(
            @Schema(description = "Cards in review due today, whatever the limit")
            int due,

            @Schema(description = "Due by the last day, without room on any")
            int left,

            @Schema(description = "Cards less recalled, expected, since reviews come later than they fall due")
            double recallLost) {
        static Side of(PlanPreview.Side side) {
            return new Side(side.due(), side.load().left(), side.load().recallLost());
        }
    }

    /** Reviews on one study day. */
    @Schema(name = "PlanDay")
    record Day(@Schema(format = "date") String day, int inForce, int proposed) {}
}
