package dev.engram.scheduler;

import dev.engram.events.CardAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the learner's actions make of a card beside its memory state. Study days are epoch days.
 *
 * @param suspended whether the card is not offered until it is resumed
 * @param buriedUntil the study day from which the card is offered again; null unless it was buried
 * @param dueDay the study day on which the card falls due, set by the learner since the last answer; null if it was not set
 * @param lastActionAt time of the last action that counts; null without one
 */
public record CardOverrides(
        boolean suspended,
        @Nullable Long buriedUntil,
        @Nullable Long dueDay,
        @Nullable Instant lastActionAt) {
    /** No action. */
    public static final CardOverrides NONE = new CardOverrides(false, null, null, null);

    /** Whether the card is neither suspended nor buried on a study day. */
    public boolean isOfferedOn(long studyDay) {
        return !suspended && (buriedUntil == null || buriedUntil <= studyDay);
    }

    /**
     * These and an action more.
     *
     * @param studyDay of the action
     * @param isNew whether the card has no review that counts
     */
    CardOverrides with(CardAction action, long studyDay, boolean isNew) {
        var at = action.stamp().at();
        return switch (action.action()) {
            case SUSPEND -> new CardOverrides(true, buriedUntil, dueDay, at);
            case RESUME -> new CardOverrides(false, null, dueDay, at);
            case BURY -> new CardOverrides(suspended, studyDay + 1, dueDay, at);
            case RESET -> new CardOverrides(suspended, buriedUntil, null, at);
            case SET_DUE -> new CardOverrides(suspended, buriedUntil, isNew ? null : dayOf(action), at);
        };
    }

    private static @Nullable Long dayOf(CardAction action) {
        var day = action.dueDay();
        return day == null ? null : Long.valueOf(day.toEpochDay());
    }

    /** These once the card is answered: a due day that was set has been kept. */
    CardOverrides answered() {
        return dueDay == null ? this : new CardOverrides(suspended, buriedUntil, null, lastActionAt);
    }
}
