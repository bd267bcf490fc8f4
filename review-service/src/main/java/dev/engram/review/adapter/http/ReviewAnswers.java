package dev.engram.review.adapter.http;

import dev.engram.events.Rating;
import dev.engram.fsrs.Phase;
import dev.engram.kit.problem.Problem;
import dev.engram.projections.Position;
import dev.engram.review.adapter.http.BatchAnswers.ItemStatus;
import dev.engram.review.application.BatchItem;
import dev.engram.review.application.BatchOutcome;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.OutcomeFlag;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about reviews; absent values are left out. */
final class ReviewAnswers {
    private ReviewAnswers() {}

    /** @param position to read after; absent if nothing was recorded, now or earlier */
    @Schema(name = "ReviewResults")
    record Results(List<Result> results, @Nullable String position) {
        static Results of(List<BatchItem> items, BatchOutcome outcome) {
            var results = new ArrayList<Result>(items.size());
            for (int i = 0; i < items.size(); i++) {
                results.add(Result.of(items.get(i), outcome.outcomes().get(i), "reviews[" + i + "]"));
            }
            return new Results(results, text(outcome.position()));
        }
    }

    @Schema(name = "ReviewResult")
    record Result(
            @Schema(description = "As it was sent; absent where the item has none") @Nullable
            String reviewId,

            ItemStatus status,
            Set<OutcomeFlag> flags,

            @Schema(description = "Why it was rejected", ref = "Problem") @Nullable
            Problem problem) {
        private static Result of(BatchItem item, ItemOutcome outcome, String path) {
            return new Result(
                    BatchAnswers.id(item),
                    BatchAnswers.status(outcome),
                    BatchAnswers.flags(outcome),
                    BatchAnswers.problem(outcome, path));
        }
    }

    @Schema(name = "RetractionResult")
    record Retracted(
            ItemStatus status,
            Set<OutcomeFlag> flags,
            @Nullable String position) {
        static Retracted of(BatchOutcome outcome) {
            var only = outcome.outcomes().getFirst();
            return new Retracted(BatchAnswers.status(only), BatchAnswers.flags(only), text(outcome.position()));
        }
    }

    /**
     * @param earlier     how many reviews came before those listed
     * @param parked      whether a write named by {@code after} could not be applied, and so is not in the answer
     * @param quarantined why no state could be derived; absent when well
     */
    @Schema(name = "CardHistory")
    record History(
            UUID cardId,
            List<Entry> reviews,
            int earlier,
            State state,

            @Schema(description = "Forgotten more often than predicted, see /leeches")
            boolean leech,

            boolean caughtUp,
            boolean parked,
            @Nullable String quarantined) {
        static History of(LearnerReader.HistoryAnswer answer) {
            return new History(
                    answer.cardId().value(),
                    answer.entries().stream().map(Entry::of).toList(),
                    answer.earlier(),
                    State.of(answer.state()),
                    answer.leech(),
                    answer.reached().caughtUp(),
                    answer.reached().parked(),
                    answer.quarantined());
        }
    }

    /** One review of the merged history; the state is absent where it was retracted. */
    @Schema(name = "CardHistoryReview")
    record Entry(
            UUID reviewId,
            Instant reviewedAt,
            String utcOffset,
            String clientId,
            long clientSeq,
            Instant receivedAt,
            Rating rating,
            boolean practice,
            boolean retracted,
            List<String> flags,
            @Nullable Long elapsedDays,
            @Nullable Double retrievabilityBefore,
            @Nullable Phase phase,
            @Nullable Double stabilityDays,
            @Nullable Double difficulty,
            @Nullable Instant dueAt,
            @Nullable Integer intervalDays) {
        private static Entry of(LearnerReader.Entry entry) {
            var review = entry.review();
            var stamp = review.stamp();
            var step = entry.step();
            var after = step == null ? null : step.after();
            return new Entry(
                    stamp.eventId().value(),
                    stamp.at(),
                    stamp.utcOffset().getId(),
                    stamp.clientId().value(),
                    stamp.clientSeq(),
                    stamp.receivedAt(),
                    review.rating(),
                    review.practice(),
                    entry.retracted(),
                    review.flags().stream().map(Enum::name).sorted().toList(),
                    step == null ? null : step.elapsedDays(),
                    step == null ? null : Double.valueOf(step.retrievabilityBefore()),
                    after == null ? null : after.phase(),
                    after == null ? null : Double.valueOf(after.stabilityDays()),
                    after == null ? null : Double.valueOf(after.difficulty()),
                    after == null ? null : after.dueAt(),
                    after == null ? null : Integer.valueOf(after.intervalDays()));
        }
    }

    /** What the history comes to. */
    @Schema(name = "CardState")
    record State(
            Phase phase,
            int step,
            double stabilityDays,
            double difficulty,
            @Nullable Instant lastReviewAt,
            @Nullable UUID lastReview,
            @Nullable Instant dueAt,
            int intervalDays,
            int reviews,
            int lapses,
            boolean suspended,

            @Schema(description = "The study day from which a buried card is offered again") @Nullable
            LocalDate buriedUntil,

            @Schema(description = "The study day that the learner has set since the last answer") @Nullable
            LocalDate dueDay) {
        static State of(CardState state) {
            var last = state.lastReview();
            var overrides = state.overrides();
            return new State(
                    state.phase(),
                    state.step(),
                    state.stabilityDays(),
                    state.difficulty(),
                    state.lastReviewAt(),
                    last == null ? null : last.value(),
                    state.dueAt(),
                    state.intervalDays(),
                    state.reviews(),
                    state.lapses(),
                    overrides.suspended(),
                    day(overrides.buriedUntil()),
                    day(overrides.dueDay()));
        }

        private static @Nullable LocalDate day(@Nullable Long day) {
            return day == null ? null : LocalDate.ofEpochDay(day);
        }
    }

    private static @Nullable String text(@Nullable Position position) {
        return position == null ? null : position.toString();
    }
}
