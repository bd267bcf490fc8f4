package dev.engram.runtime.learner;

import static dev.engram.runtime.learner.StampDocument.date;
import static dev.engram.runtime.learner.StampDocument.eventIdOrNull;
import static dev.engram.runtime.learner.StampDocument.instantOrNull;

import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardState;
import java.util.List;
import org.bson.Document;

/** The derived state as plain fields at the top of a document, where an index can cover them. */
final class StateDocument {
    /** All fields, in the order of the index. */
    static final List<String> FIELDS = List.of(
            "phase",
            "step",
            "stabilityDays",
            "difficulty",
            "lastReviewAt",
            "lastReview",
            "dueAt",
            "intervalDays",
            "reviews",
            "lapses",
            "firstStudyDay",
            "lastStudyDay",
            "lastDayStartedInReview",
            "retentionAnswers",
            "retentionSuccesses");

    private StateDocument() {}

    /** The fields of {@code state}; absent values are null, so that an update removes what was there. */
    static Document of(CardState state) {
        return new Document("phase", state.phase().name())
                .append("step", state.step())
                .append("stabilityDays", state.stabilityDays())
                .append("difficulty", state.difficulty())
                .append("lastReviewAt", state.lastReviewAt() == null ? null : date(state.lastReviewAt()))
                .append(
                        "lastReview",
                        state.lastReview() == null ? null : state.lastReview().value())
                .append("dueAt", state.dueAt() == null ? null : date(state.dueAt()))
                .append("intervalDays", state.intervalDays())
                .append("reviews", state.reviews())
                .append("lapses", state.lapses())
                .append("firstStudyDay", state.firstStudyDay())
                .append("lastStudyDay", state.lastStudyDay())
                .append("lastDayStartedInReview", state.lastDayStartedInReview())
                .append("retentionAnswers", state.retentionAnswers())
                .append("retentionSuccesses", state.retentionSuccesses());
    }

    /** Inverse of {@link #of}. */
    static CardState read(Document stored) {
        return new CardState(
                Phase.valueOf(stored.getString("phase")),
                stored.getInteger("step"),
                stored.getDouble("stabilityDays"),
                stored.getDouble("difficulty"),
                instantOrNull(stored, "lastReviewAt"),
                eventIdOrNull(stored, "lastReview"),
                instantOrNull(stored, "dueAt"),
                stored.getInteger("intervalDays"),
                stored.getInteger("reviews"),
                stored.getInteger("lapses"),
                stored.getLong("firstStudyDay"),
                stored.getLong("lastStudyDay"),
                stored.getBoolean("lastDayStartedInReview"),
                stored.getInteger("retentionAnswers"),
                stored.getInteger("retentionSuccesses"));
    }
}
