package dev.engram.runtime.learner;

import static com.mongodb.client.model.Projections.include;

import dev.engram.events.CardId;
import dev.engram.projections.Projected;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.StateConsumer;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import java.time.Instant;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * Folds histories again up to a past moment, one after the other: of a document only its events are read, and of an answer of the server,
 * of 16 MB at most, one history at a time is decoded. For one thread.
 */
final class PastReading {
    private static final int HISTORIES_AT_ONCE = 100;

    private static final Bson EVENTS = include(
            HistoryDocument.RECORDED,
            HistoryDocument.ACTIONS,
            HistoryDocument.RETRACTED,
            HistoryDocument.CONFLICTS,
            Stored.EPOCH,
            Stored.QUARANTINED);

    private final ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view;
    private final LearnerCardMapping mapping;
    private final LearnerContext context;
    private final Instant moment;

    private long facts;

    PastReading(
            ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view,
            LearnerCardMapping mapping,
            LearnerContext context,
            Instant moment) {
        this.view = view;
        this.mapping = mapping;
        this.context = context;
        this.moment = moment;
    }

    /** Reads the events of documents whose figures can be read. @param epoch of the context */
    void giveEvents(StateConsumer states, Bson which, long epoch) {
        var rows = view.rawRows(which).projection(EVENTS).batchSize(HISTORIES_AT_ONCE);
        for (var raw : rows) {
            var row = view.decoded(raw);
            var key = mapping.key(row);
            boolean isCurrent = Stored.number(row, Stored.EPOCH) >= epoch && row.getString(Stored.QUARANTINED) == null;
            var history = isCurrent
                    ? view.readable(row, false, stored -> HistoryDocument.read(key, stored))
                    : Optional.<CardHistory>empty();
            // of an older plan, quarantined or damaged: the whole document says what holds
            boolean goesOn = history.isPresent()
                    ? give(states, key.cardId(), history.get())
                    : give(states, view.document(key).orElseThrow());
            if (!goesOn) {
                return;
            }
        }
    }

    /** Reads whole documents. */
    void giveDocuments(StateConsumer states, Bson which) {
        for (var found : view.documents(which)) {
            if (!give(states, found)) {
                return;
            }
        }
    }

    private boolean give(StateConsumer states, Projected<LearnerCard> found) {
        var card = found.state();
        if (found.quarantined() == null) {
            return give(states, card.key().cardId(), card.history());
        }
        states.quarantined(card.key().cardId(), found.quarantined());
        return true;
    }

    private boolean give(StateConsumer states, CardId card, CardHistory history) {
        facts += history.size();
        if (!states.acceptsHistories(facts)) {
            return false;
        }
        states.state(card, CardFold.fold(history.asOf(moment), context.plan(), context.calendar()));
        return true;
    }
}
