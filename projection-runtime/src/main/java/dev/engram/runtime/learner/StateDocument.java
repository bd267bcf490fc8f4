package dev.engram.runtime.learner;

import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardOverrides;
import dev.engram.scheduler.CardState;
import java.util.List;
import org.bson.Document;

/** The derived state as plain fields at the top of a document, where an index can cover them. */
final class StateDocument {
    static final String LAST_ACTION_AT = "lastActionAt";

    /** All fields, in the order of the index. */
    static final List<String> FIELDS = List.copyOf(of(CardState.NEW).keySet());

    private StateDocument() {}

    /** The fields of {@code state}; absent values are null, so that an update removes what was there. */
    static Document of(CardState state) {
        return new Document("phase", state.phase().name())
                .append("step", state.step())
                .append("stabilityDays", state.stabilityDays())
                .append("difficulty", state.difficulty())
                .append("lastReviewAt", state.lastReviewAt())
                .append("lastReview", StampDocument.value(state.lastReview()))
                .append("dueAt", state.dueAt())
                .append("intervalDays", state.intervalDays())
                .append("reviews", state.reviews())
                .append("lapses", state.lapses())
                .append("firstStudyDay", state.firstStudyDay())
                .append("lastStudyDay", state.lastStudyDay())
                .append("lastDayStartedInReview", state.lastDayStartedInReview())
                .append("retentionAnswers", state.retentionAnswers())
                .append("retentionSuccesses", state.retentionSuccesses())
                .append("suspended", state.overrides().suspended())
                .append("buriedUntil", state.overrides().buriedUntil())
                .append("dueDay", state.overrides().dueDay())
                .append(LAST_ACTION_AT, state.overrides().lastActionAt());
    }

    /** Inverse of {@link #of}. */
    static CardState read(Document stored) {
        return new CardState(
                Phase.valueOf(stored.getString("phase")),
                stored.getInteger("step"),
                stored.getDouble("stabilityDays"),
                stored.getDouble("difficulty"),
                StampDocument.instant(stored, "lastReviewAt"),
                StampDocument.eventId(stored, "lastReview"),
                StampDocument.instant(stored, "dueAt"),
                stored.getInteger("intervalDays"),
                stored.getInteger("reviews"),
                stored.getInteger("lapses"),
                stored.getLong("firstStudyDay"),
                stored.getLong("lastStudyDay"),
                stored.getBoolean("lastDayStartedInReview"),
                stored.getInteger("retentionAnswers"),
                stored.getInteger("retentionSuccesses"),
                new CardOverrides(
                        stored.getBoolean("suspended"),
                        stored.getLong("buriedUntil"),
                        stored.getLong("dueDay"),
                        StampDocument.instant(stored, LAST_ACTION_AT)));
    }
}
