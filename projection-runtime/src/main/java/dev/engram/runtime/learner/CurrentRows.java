package dev.engram.runtime.learner;

import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands over the states that rows give as they are, and counts the others. For one thread. */
final class CurrentRows implements StateReading.RowConsumer {
    private final StateConsumer states;
    private final long epoch;
    private final long momentMillis;
    private long knownToFold;
    private boolean areAllCurrent = true;

    /** @param epoch of the context: rows with a smaller one are outdated @param moment null: as of now */
    CurrentRows(StateConsumer states, long epoch, @Nullable Instant moment) {
        this.states = states;
        this.epoch = epoch;
        this.momentMillis = moment == null ? Long.MAX_VALUE : moment.toEpochMilli();
    }

    @Override
    public boolean row(StateRows rows, int row) {
        var quarantined = rows.quarantined(row);
        CardState state = null;
        boolean isOutdated;
        try {
            isOutdated = rows.epoch(row) < epoch;
            if (!isOutdated && quarantined == null) {
                // also of a card that was changed later: a document that cannot be read must not pass for one that can
                state = rows.state(row);
            }
        } catch (RuntimeException unreadable) {
            return false;
        }
        if (isOutdated || state != null && rows.isChangedAfter(row, momentMillis)) {
            areAllCurrent = false;
            knownToFold += rows.reviews(row);
        } else if (state != null) {
            states.state(rows.card(row), state);
        } else if (quarantined != null) {
            states.quarantined(rows.card(row), quarantined);
        }
        return true;
    }

    /** Whether there is no row of another plan or of after the moment. */
    boolean areAllCurrent() {
        return areAllCurrent;
    }

    /** Reviews of the histories that must be folded again. */
    long knownToFold() {
        return knownToFold;
    }
}
