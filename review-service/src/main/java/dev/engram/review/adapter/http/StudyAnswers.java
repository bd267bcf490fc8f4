package dev.engram.review.adapter.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.engram.events.Tag;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.application.QueueReader;
import dev.engram.scheduler.StudyQueue.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about studying; absent values are left out. */
final class StudyAnswers {
    private StudyAnswers() {}

    /**
     * @param parked   whether a write named by {@code after} could not be applied, and so is not in the answer
     * @param dataUpTo when the last event that is in the answer was appended to the log; absent before the first
     */
    @Schema(name = "Queue")
    record Queue(
            Instant asOf,
            boolean caughtUp,
            boolean parked,
            @Nullable Instant dataUpTo,
            Counts counts,
            List<QueuedCard> cards) {
        static Queue of(QueueReader.Answer answer) {
            var queue = answer.queue();
            int learning = queue.count(Kind.LEARNING);
            int review = queue.count(Kind.REVIEW);
            return new Queue(
                    answer.asOf(),
                    answer.reached().caughtUp(),
                    answer.reached().parked(),
                    answer.dataUpTo(),
                    new Counts(learning + review, learning, review, queue.count(Kind.NEW), answer.quarantined()),
                    answer.items().stream().map(QueuedCard::of).toList());
        }
    }

    /**
     * Of the whole queue, not only of the listed cards.
     *
     * @param due         {@code learning} and {@code review} together
     * @param quarantined cards left out because no state could be derived for them
     */
    @Schema(name = "QueueCounts")
    record Counts(
            int due,
            int learning,
            int review,
            @JsonProperty("new") int fresh,
            int quarantined) {}

    /** The fields of a state are absent for a new card. */
    @Schema(name = "QueuedCard")
    record QueuedCard(
            UUID cardId,
            UUID deckId,
            int revision,

            @Schema(enumeration = {"learning", "review", "new"})
            String kind,

            @Nullable Instant dueAt,
            String question,
            List<String> tags,
            @Nullable Double retrievability,
            @Nullable UUID lastReview,
            @Nullable Instant lastReviewAt,

            @Schema(description = "Forgotten more often than predicted, see /leeches")
            boolean leech) {
        private static QueuedCard of(QueueReader.Item item) {
            var card = item.card();
            var last = item.state().lastReview();
            return new QueuedCard(
                    card.cardId().value(),
                    card.deckId().value(),
                    card.revision(),
                    item.entry().kind().name().toLowerCase(Locale.ROOT),
                    item.entry().dueAt(),
                    card.question(),
                    card.tags().stream().map(Tag::value).toList(),
                    item.retrievability(),
                    last == null ? null : last.value(),
                    item.state().lastReviewAt(),
                    item.leech());
        }
    }

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
