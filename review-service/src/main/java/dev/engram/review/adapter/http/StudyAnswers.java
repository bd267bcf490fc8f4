package dev.engram.review.adapter.http;

import dev.engram.review.application.LearnerReader;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is answered about studying; absent values are left out. */
final class StudyAnswers {
    private StudyAnswers() {}

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
            int newCardsPerDay,
            int reviewsPerDay,
            boolean fuzz,
            List<Double> weights,
            String weightsVersion,
            boolean caughtUp,
            boolean parked) {
        static PlanInForce of(LearnerReader.PlanAnswer answer) {
            var plan = answer.plan();
            return new PlanInForce(
                    answer.chosen() ? "learner" : "default",
                    plan.desiredRetention(),
                    plan.learningSteps().stream().map(Duration::toString).toList(),
                    plan.relearningSteps().stream().map(Duration::toString).toList(),
                    plan.maximumIntervalDays(),
                    plan.rolloverHour(),
                    plan.zone().getId(),
                    plan.newCardsPerDay(),
                    plan.reviewsPerDay(),
                    plan.fuzz(),
                    plan.weights(),
                    plan.weightsVersion(),
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }
    }
}
