package dev.engram.runtime.learner;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.feed.Turn;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardSelection;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the index of states in one snapshot: from what is remembered of the learner and the documents written since, or all
 * from the index. For one thread.
 */
final class StateReading {
    private static final Bson WANTED = fields(include(LearnerCardMapping.covered()), excludeId());

    private final ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view;
    private final StateCache cache;
    private final Map<LearnerId, KnownStates> current = new HashMap<>();

    StateReading(ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view, StateCache cache) {
        this.view = view;
        this.cache = cache;
    }

    /** Takes in rows. */
    interface RowConsumer {
        /** @return false if the row cannot be used: the reading ends */
        boolean row(StateRows rows, int row);
    }

    /**
     * Hands the rows of some cards over, each card once. Those of a past moment are those of now.
     *
     * @return false if a row could not be read or used: not all were handed over then
     */
    boolean each(LearnerId learner, CardSelection which, RowConsumer consumer) {
        var known = known(learner);
        return switch (which) {
            case CardSelection.All _, CardSelection.AsOf _ ->
                known == null ? readAll(learner, consumer) : known.each(consumer);
            case CardSelection.Of(var cards) ->
                known == null ? read(learner, cards, consumer) : known.each(cards, consumer);
        };
    }

    /** As of the snapshot; null if nothing of use is remembered. */
    private @Nullable KnownStates known(LearnerId learner) {
        var known = current.get(learner);
        if (known == null) {
            var remembered = cache.of(learner);
            known = remembered == null ? null : asOfSnapshot(learner, remembered);
            if (known != null) {
                current.put(learner, known);
            }
        }
        return known;
    }

    private @Nullable KnownStates asOfSnapshot(LearnerId learner, KnownStates remembered) {
        var turn = turn(learner);
        if (remembered.isOf(turn)) {
            return remembered;
        }
        if (!remembered.isBefore(turn)) {
            // another generation, or a snapshot of before the states were read
            return null;
        }
        // what an erasure removes has no turn; it removes the context too
        if (view.context(learner.text()).context().equals(LearnerContext.EMPTY) && view.isErased(learner.text())) {
            cache.forget(learner);
            return null;
        }
        var changed = new StateRows(8);
        var since = and(eq(Stored.CONTEXT, learner.text()), gt(Stored.TURN, remembered.turn()));
        var rows = view.rawRows(since).sort(ascending(Stored.TURN, LearnerCardMapping.CARD));
        for (var row : rows.projection(WANTED)) {
            if (!changed.add(row)) {
                cache.forget(learner);
                return null;
            }
        }
        var updated = remembered.with(changed, turn.turn());
        cache.update(learner, updated);
        return updated;
    }

    private Turn turn(LearnerId learner) {
        return view.turn(view.partitionOf(learner.text()));
    }

    private boolean readAll(LearnerId learner, RowConsumer consumer) {
        var rows = new StateRows(64);
        boolean isKept = true;
        for (var row :
                view.rawRows(eq(LearnerCardMapping.LEARNER, learner.value())).projection(WANTED)) {
            if (isKept && rows.size() >= cache.mostRows()) {
                isKept = false;
                rows = new StateRows(1); // those of a learner of very many cards take memory that the reader needs
            } else if (!isKept) {
                rows.clear();
            }
            if (!rows.add(row) || !consumer.row(rows, rows.size() - 1)) {
                return false;
            }
        }
        if (isKept) {
            remember(learner, KnownStates.of(turn(learner), rows));
        }
        return true;
    }

    private void remember(LearnerId learner, KnownStates read) {
        current.put(learner, read);
        var other = cache.of(learner);
        if (other == null || !read.isBefore(other)) {
            cache.put(learner, read);
        }
    }

    private boolean read(LearnerId learner, Collection<CardId> cards, RowConsumer consumer) {
        var ids = cards.stream().map(CardId::value).toList();
        var which = and(eq(LearnerCardMapping.LEARNER, learner.value()), in(LearnerCardMapping.CARD, ids));
        var rows = new StateRows(1);
        for (var row : view.rawRows(which).projection(WANTED)) {
            rows.clear();
            if (!rows.add(row) || !consumer.row(rows, 0)) {
                return false;
            }
        }
        return true;
    }
}
