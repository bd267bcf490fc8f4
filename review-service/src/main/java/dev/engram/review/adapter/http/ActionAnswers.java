package dev.engram.review.adapter.http;

import dev.engram.events.CardAction;
import dev.engram.kit.problem.Problem;
import dev.engram.review.adapter.http.BatchAnswers.ItemStatus;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.domain.OutcomeFlag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about actions and retractions; absent values are left out. */
final class ActionAnswers {
    private ActionAnswers() {}

    /** @param position to read after; absent if nothing was recorded, now or earlier */
    @Schema(name = "ActionResults")
    record ActionResults(
            List<ActionResult> results, @Nullable String position) {
        static ActionResults of(BatchIntake.Taken taken) {
            return new ActionResults(
                    IntStream.range(0, taken.items().size())
                            .mapToObj(i -> ActionResult.of(taken, i))
                            .toList(),
                    positionOf(taken));
        }
    }

    @Schema(name = "ActionResult")
    record ActionResult(
            @Schema(description = "As it was sent; absent where the item has none") @Nullable
            String actionId,

            ItemStatus status,
            Set<OutcomeFlag> flags,

            @Schema(description = "Why it was rejected", ref = "Problem") @Nullable
            Problem problem) {
        private static ActionResult of(BatchIntake.Taken taken, int index) {
            var outcome = taken.outcome().outcomes().get(index);
            return new ActionResult(
                    BatchAnswers.id(taken.items().get(index)),
                    BatchAnswers.status(outcome),
                    BatchAnswers.flags(outcome),
                    BatchAnswers.problem(outcome, "actions[" + index + "]"));
        }
    }

    /** @param position to read after; absent if nothing was recorded, now or earlier */
    @Schema(name = "RetractionResults")
    record RetractionResults(
            List<EventRetractionResult> results, @Nullable String position) {
        static RetractionResults of(BatchIntake.Taken taken) {
            return new RetractionResults(
                    IntStream.range(0, taken.items().size())
                            .mapToObj(i -> EventRetractionResult.of(taken, i))
                            .toList(),
                    positionOf(taken));
        }
    }

    @Schema(name = "EventRetractionResult")
    record EventRetractionResult(
            @Schema(description = "As it was sent; absent where the item has none") @Nullable
            String retractionId,

            ItemStatus status,
            Set<OutcomeFlag> flags,

            @Schema(description = "Why it was rejected", ref = "Problem") @Nullable
            Problem problem) {
        private static EventRetractionResult of(BatchIntake.Taken taken, int index) {
            var outcome = taken.outcome().outcomes().get(index);
            return new EventRetractionResult(
                    BatchAnswers.id(taken.items().get(index)),
                    BatchAnswers.status(outcome),
                    BatchAnswers.flags(outcome),
                    BatchAnswers.problem(outcome, "retractions[" + index + "]"));
        }
    }

    /** @param parked whether a write named by {@code after} could not be applied, and so is not in the answer */
    @Schema(name = "Actions")
    record ActionList(List<DoneAction> actions, boolean caughtUp, boolean parked) {
        static ActionList of(LearnerReader.ActionsAnswer answer) {
            return new ActionList(
                    answer.actions().stream().map(DoneAction::of).toList(),
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }
    }

    @Schema(name = "DoneAction")
    record DoneAction(
            UUID actionId,
            CardAction.Action action,
            @Nullable LocalDate dueDay,
            Instant actedAt,
            String utcOffset,
            String clientId,
            long clientSeq,
            Instant receivedAt,
            boolean retracted) {
        private static DoneAction of(LearnerReader.Done done) {
            var action = done.action();
            var stamp = action.stamp();
            return new DoneAction(
                    stamp.eventId().value(),
                    action.action(),
                    action.dueDay(),
                    stamp.at(),
                    stamp.utcOffset().getId(),
                    stamp.clientId().value(),
                    stamp.clientSeq(),
                    stamp.receivedAt(),
                    done.retracted());
        }
    }

    private static @Nullable String positionOf(BatchIntake.Taken taken) {
        var position = taken.outcome().position();
        return position == null ? null : position.toString();
    }
}
