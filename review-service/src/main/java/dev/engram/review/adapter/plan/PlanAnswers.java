package dev.engram.review.adapter.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.review.application.plan.PlanPreview;
import dev.engram.review.application.plan.StudyPlans;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about study plans; absent values are left out. */
final class PlanAnswers {
    private PlanAnswers() {}

    /** The plan, and whether it contains what was asked to be waited for. */
    @Schema(name = "Plan")
    record PlanInForce(@JsonUnwrapped StudyPlan plan, boolean caughtUp, boolean parked) {
        static PlanInForce of(StudyPlans.Answer answer) {
            return new PlanInForce(
                    StudyPlan.of(answer.inForce()),
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }
    }

    /** @param position to read after; absent if the plan was in force already */
    @Schema(name = "PlanChange")
    record Changed(PlanInForce plan, @Nullable String position) {
        static Changed of(StudyPlans.Change.Done done) {
            var position = done.position();
            return new Changed(
                    new PlanInForce(StudyPlan.of(done.inForce()), done.caughtUp(), false),
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
