package dev.engram.analytics.application;

import dev.engram.analytics.domain.CardFigures;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of the cards of a table: of each its figures, not its state. */
final class KnownFigures implements StateConsumer {

    private final MasteryTable table;
    private final Map<CardId, List<Tag>> cards;
    private final long mostFacts;
    private final Map<CardId, CardFigures> figures = new HashMap<>();
    private int unknown;
    private boolean tooMuch;

    /** @param mostFacts of histories that are folded again */
    KnownFigures(MasteryTable table, Map<CardId, List<Tag>> cards, long mostFacts) {
        this.table = table;
        this.cards = cards;
        this.mostFacts = mostFacts;
    }

    @Override
    public void state(CardId card, CardState state) {
        if (!state.isNew() && cards.containsKey(card)) {
            figures.put(card, table.figures(state));
        }
    }

    @Override
    public void quarantined(CardId card, String reason) {
        unknown += cards.containsKey(card) ? 1 : 0;
    }

    @Override
    public boolean acceptsHistories(long facts) {
        tooMuch = facts > mostFacts;
        return !tooMuch;
    }

    boolean isTooMuch() {
        return tooMuch;
    }

    /** Cards of the table whose state could not be computed. */
    int unknown() {
        return unknown;
    }

    List<TagMastery> rows() {
        return table.rows(cards, figures);
    }
}
