package dev.engram.runtime.learner;

import dev.engram.events.CardId;
import dev.engram.projections.query.StateConsumer;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the index holds of a card.
 *
 * @param state null where it is outdated or could not be derived
 * @param quarantined why it could not be derived
 * @param isOutdated derived under an older plan
 */
record StateRow(
        CardId cardId,
        int reviews,
        @Nullable CardState state,
        @Nullable String quarantined,
        boolean isOutdated) {

    /** @throws RuntimeException if the row lacks something */
    static StateRow read(Document row, long epoch) {
        var card = LearnerCardMapping.keyIn(row).cardId();
        var reason = row.getString(Stored.QUARANTINED);
        if (Stored.number(row, Stored.EPOCH) < epoch) {
            return new StateRow(card, row.getInteger("reviews", 0), null, null, true);
        }
        if (reason != null) {
            return new StateRow(card, 0, null, reason, false);
        }
        var state = StateDocument.read(row);
        return new StateRow(card, state.reviews(), state, null, false);
    }

    /** Whether the last answer or action came after {@code moment}. */
    boolean isChangedAfter(@Nullable Instant moment) {
        return moment != null
                && state != null
                && (isAfter(state.lastReviewAt(), moment)
                        || isAfter(state.overrides().lastActionAt(), moment));
    }

    private static boolean isAfter(@Nullable Instant time, Instant moment) {
        return time != null && time.isAfter(moment);
    }

    void giveTo(StateConsumer states) {
        if (quarantined != null) {
            states.quarantined(cardId, quarantined);
        } else if (state != null) {
            states.state(cardId, state);
        }
    }
}
