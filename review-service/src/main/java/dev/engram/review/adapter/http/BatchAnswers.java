package dev.engram.review.adapter.http;

import dev.engram.kit.problem.Problem;
import dev.engram.review.application.BatchItem;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.OutcomeFlag;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the results of all kinds of batches have in common. */
final class BatchAnswers {
    private BatchAnswers() {}

    @Schema(
            name = "ItemStatus",
            description = "ACCEPTED: in the log; DUPLICATE: known already, with this content; REJECTED: not recorded")
    enum ItemStatus {
        ACCEPTED,
        DUPLICATE,
        REJECTED
    }

    static ItemStatus status(ItemOutcome outcome) {
        return switch (outcome) {
            case ItemOutcome.Accepted _ -> ItemStatus.ACCEPTED;
            case ItemOutcome.Duplicate _ -> ItemStatus.DUPLICATE;
            case ItemOutcome.Rejected _ -> ItemStatus.REJECTED;
        };
    }

    /** Of what was rejected none: its problem says all. */
    static Set<OutcomeFlag> flags(ItemOutcome outcome) {
        return switch (outcome) {
            case ItemOutcome.Accepted(var flags) -> flags;
            case ItemOutcome.Duplicate(var flags) -> flags;
            case ItemOutcome.Rejected _ -> Set.of();
        };
    }

    /** @param path of the item in the body, such as {@code reviews[3]} */
    static @Nullable Problem problem(ItemOutcome outcome, String path) {
        return outcome instanceof ItemOutcome.Rejected(var refusal) ? Problems.of(refusal, path) : null;
    }

    /** The id of an item as the client gave it. */
    static @Nullable String id(BatchItem item) {
        return switch (item) {
            case BatchItem.Readable(var event) -> event.stamp().eventId().toString();
            case BatchItem.Unreadable(var given, var _) -> given;
        };
    }
}
