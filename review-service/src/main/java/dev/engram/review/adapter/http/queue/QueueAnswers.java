package dev.engram.review.adapter.http.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Rating;
import dev.engram.events.Tag;
import dev.engram.fsrs.Phase;
import dev.engram.kit.markdown.CardHtml;
import dev.engram.review.adapter.http.ReviewAnswers;
import dev.engram.review.application.queue.QueueOutcome;
import dev.engram.scheduler.AnswerPreview;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.StudyQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about the queue; absent values are left out. */
final class QueueAnswers {
    private QueueAnswers() {}

    /**
     * @param parked whether a write named by {@code after} could not be applied, and so is not in the answer
     * @param dataUpTo when the last event that is in the answer was appended to the log; absent before the first
     * @param seed of the random order; absent in the others
     * @param next cursor of the next page; absent on the last one
     */
    @Schema(name = "Queue")
    record Queue(
            @Schema(description = "The moment of the first page, which all pages are about")
            Instant asOf,

            boolean caughtUp,
            boolean parked,
            @Nullable Instant dataUpTo,
            QueueOrder order,
            @Nullable Long seed,
            Counts counts,

            @Schema(description = "The study day of asOf and those after it that were asked for")
            List<Day> days,

            List<QueuedCard> cards,

            @Schema(format = "cursor") @Nullable String next) {
        static Queue of(QueueOutcome.Known known, long seed, boolean html, @Nullable QueueCursor next) {
            var queue = known.queue();
            int learning = queue.count(QueueEntry.Kind.LEARNING) + queue.count(QueueEntry.Kind.LATER);
            int review = queue.count(QueueEntry.Kind.REVIEW);
            return new Queue(
                    known.asOf(),
                    known.reached().caughtUp(),
                    known.reached().parked(),
                    known.dataUpTo(),
                    known.order(),
                    known.order() == QueueOrder.RANDOM ? Long.valueOf(seed) : null,
                    new Counts(
                            learning + review, learning, review, queue.count(QueueEntry.Kind.NEW), known.quarantined()),
                    queue.days().stream().map(Day::of).toList(),
                    known.items().stream()
                            .map(item -> QueuedCard.of(item, html))
                            .toList(),
                    next == null ? null : next.toString());
        }
    }

    /**
     * Of the whole queue on all its days, not only of the listed cards.
     *
     * @param due {@code learning} and {@code review} together
     * @param quarantined cards left out because no state could be derived for them
     */
    @Schema(name = "QueueCounts")
    record Counts(
            int due,
            int learning,
            int review,
            @JsonProperty("new") int fresh,
            int quarantined) {}

    /** Of the whole queue on one study day. */
    @Schema(name = "QueueDay")
    record Day(
            LocalDate day,

            @Schema(description = "The moment that previews are about: asOf, or the start of a later study day")
            Instant from,

            int learning,
            int review,
            @JsonProperty("new") int fresh) {
        private static Day of(StudyQueue.Day day) {
            return new Day(
                    LocalDate.ofEpochDay(day.day()),
                    day.from(),
                    day.count(QueueEntry.Kind.LEARNING) + day.count(QueueEntry.Kind.LATER),
                    day.count(QueueEntry.Kind.REVIEW),
                    day.count(QueueEntry.Kind.NEW));
        }
    }

    /** Why a card is in the queue. */
    @Schema(name = "QueueKind")
    enum Kind {
        LEARNING,
        REVIEW,
        NEW;

        private static Kind of(QueueEntry.Kind kind) {
            return switch (kind) {
                case LEARNING, LATER -> LEARNING;
                case REVIEW -> REVIEW;
                case NEW -> NEW;
            };
        }
    }

    /** A card to be studied, with what it says, its state and what each answer would lead to. */
    @Schema(name = "QueuedCard")
    record QueuedCard(
            UUID cardId,
            UUID deckId,
            int revision,
            Kind kind,

            @Schema(description = "The study day on which it is to be studied")
            LocalDate day,

            @Schema(description = "As the client sends it with the answer; absent for a new card") @Nullable
            Instant dueAt,

            @Schema(description = "The study day on which it falls due; absent for a new card") @Nullable
            LocalDate dueDay,

            @Schema(
                    description = "The last review, as the client sends it with the answer; absent for a new card",
                    format = "uuid")
            @Nullable
            UUID basedOn,

            String question,

            @Schema(examples = "from-source") @Nullable String provenance,

            List<String> tags,
            @Nullable Answer answer,
            @Nullable Source source,

            @Schema(description = "The question as HTML that may be shown; with html=true") @Nullable
            String questionHtml,

            @Schema(description = "The text of the answer as HTML that may be shown; with html=true") @Nullable
            String answerHtml,

            ReviewAnswers.State state,

            @Schema(description = "Probability of recall at asOf; absent for a new card") @Nullable
            Double retrievability,

            @Schema(description = "Forgotten more often than predicted, see /leeches")
            boolean leech,

            @Schema(description = "AGAIN, HARD, GOOD and EASY; none where the plan's weights cannot be used")
            List<Preview> previews) {
        private static QueuedCard of(QueueOutcome.Item item, boolean html) {
            var card = item.card();
            var content = card.content();
            var rich = html ? CardHtml.of(content) : CardHtml.NONE;
            var state = item.state();
            var last = state.lastReview();
            return new QueuedCard(
                    card.cardId().value(),
                    card.deckId().value(),
                    card.revision(),
                    Kind.of(item.entry().kind()),
                    LocalDate.ofEpochDay(item.day()),
                    state.dueAt(),
                    date(item.dueDay()),
                    last == null ? null : last.value(),
                    content.question(),
                    content.provenance(),
                    content.tags().stream().map(Tag::value).toList(),
                    content.answer(),
                    content.source(),
                    rich.question(),
                    rich.answer(),
                    ReviewAnswers.State.of(state),
                    item.retrievability(),
                    item.leech(),
                    item.previews().entrySet().stream().map(Preview::of).toList());
        }
    }

    /** What an answer would lead to, given at the moment that the day of the card is about. */
    @Schema(name = "AnswerPreview")
    record Preview(
            Rating rating,
            Phase phase,
            int step,
            double stabilityDays,
            double difficulty,

            @Schema(description = "That moment plus the interval")
            Instant dueAt,

            @Schema(description = "The study day on which the card would fall due; absent in the steps") @Nullable
            LocalDate dueDay,

            @Schema(
                    description =
                            "ISO 8601: days in review, a time in the steps; the same at any time of the study day",
                    examples = {"P8D", "PT10M"})
            String interval) {
        private static Preview of(Map.Entry<Rating, AnswerPreview> entry) {
            var preview = entry.getValue();
            return new Preview(
                    entry.getKey(),
                    preview.phase(),
                    preview.step(),
                    preview.stabilityDays(),
                    preview.difficulty(),
                    preview.dueAt(),
                    date(preview.dueDay()),
                    text(preview.phase(), preview.interval()));
        }

        private static String text(Phase phase, Duration interval) {
            return phase == Phase.REVIEW
                    ? Period.ofDays((int) interval.toDays()).toString()
                    : interval.toString();
        }
    }

    private static @Nullable LocalDate date(@Nullable Long epochDay) {
        return epochDay == null ? null : LocalDate.ofEpochDay(epochDay);
    }
}
