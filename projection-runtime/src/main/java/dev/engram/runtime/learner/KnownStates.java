package dev.engram.runtime.learner;

import dev.engram.events.CardId;
import dev.engram.projections.feed.Turn;
import dev.engram.runtime.learner.StateReading.RowConsumer;
import java.util.Collection;

/**
 * The states of all cards of a learner as of a turn of the learner's partition. Immutable: what was written later is put beside the
 * others, and among them when it has become much, so that a card more costs no copy of all.
 *
 * @param asOf the turn up to which the rows are complete, and the documents that it belongs to
 * @param all by card
 * @param later by card; of a card that is in both this one counts
 */
record KnownStates(Turn asOf, StateRows all, StateRows later) {
    private static final int FEW = 64;

    /** @param rows in any order */
    static KnownStates of(Turn asOf, StateRows rows) {
        return new KnownStates(asOf, rows.sorted(), StateRows.NONE);
    }

    /** The same as of a later turn. @param changed rows of the documents that were written since, in any order */
    KnownStates with(StateRows changed, long turn) {
        var now = new Turn(asOf.identity(), turn);
        var beside = later.with(changed.sorted());
        return beside.size() <= Math.max(FEW, all.size() / 8)
                ? new KnownStates(now, all, beside)
                : new KnownStates(now, all.with(beside), StateRows.NONE);
    }

    /** The turn up to which the rows are complete. */
    long turn() {
        return asOf.turn();
    }

    boolean isOf(Turn turn) {
        return asOf.equals(turn);
    }

    /** Whether they are of the same documents, as of an earlier turn. */
    boolean isBefore(Turn turn) {
        return asOf.identity() == turn.identity() && asOf.turn() < turn.turn();
    }

    boolean isBefore(KnownStates others) {
        return isBefore(others.asOf);
    }

    /** Rows, of which a card may have two. */
    int rows() {
        return all.size() + later.size();
    }

    /** Hands over the row of each card. @return whether all were taken */
    boolean each(RowConsumer consumer) {
        int next = 0;
        for (int row = 0; row < all.size(); row++) {
            while (next < later.size() && later.compare(next, all, row) < 0) {
                if (!consumer.row(later, next++)) {
                    return false;
                }
            }
            boolean isNewer = next < later.size() && later.compare(next, all, row) == 0;
            if (!(isNewer ? consumer.row(later, next++) : consumer.row(all, row))) {
                return false;
            }
        }
        while (next < later.size()) {
            if (!consumer.row(later, next++)) {
                return false;
            }
        }
        return true;
    }

    /** Hands over the rows of some cards, each once. @return whether all were taken */
    boolean each(Collection<CardId> cards, RowConsumer consumer) {
        for (var card : cards.stream().distinct().toList()) {
            int changed = later.find(card);
            int row = changed >= 0 ? changed : all.find(card);
            if (row >= 0 && !consumer.row(changed >= 0 ? later : all, row)) {
                return false;
            }
        }
        return true;
    }
}
