package dev.engram.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The learner did something to a card other than answering it. It holds from {@code at} on, in the order of the learner's
 * events; a {@link ReviewRetracted} that names it takes it back.
 *
 * @param action what was done
 * @param dueDay the study day on which the card falls due; given for {@link Action#SET_DUE} and for nothing else
 */
public record CardAction(
        Stamp stamp, CardId cardId, Action action, @Nullable LocalDate dueDay) implements CardEvent {

    /** What a learner may do to a card. */
    public enum Action {
        /** The card is not offered until it is resumed. */
        SUSPEND,
        /** Ends a suspension and a burial. */
        RESUME,
        /** The card is not offered until the study day after that of the action. */
        BURY,
        /** The card is new again. The history stays. */
        RESET,
        /** The card falls due on another study day, until it is answered. Of a card that is new it changes nothing. */
        SET_DUE
    }

    /** @throws IllegalArgumentException naming the field that is missing or must be absent, or a day out of range */
    public CardAction {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.present(action, "action");
        if (action == Action.SET_DUE) {
            FieldCheck.present(dueDay, "dueDay");
        } else {
            FieldCheck.that(dueDay == null, "dueDay must be absent unless action is SET_DUE");
        }
        FieldCheck.that(dueDay == null || TimeRange.contains(dueDay), "dueDay must be a day of %s", TimeRange.YEARS);
    }
}
