package dev.engram.runtime.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.feed.DeckChanges;
import dev.engram.projections.feed.Mark;
import dev.engram.projections.feed.Turn;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.reader.WrittenAfter;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/** When decks and cards were written last, in MongoDB. */
public final class CatalogueChanges implements DeckChanges {

    private final CatalogueMapping mapping = new CatalogueMapping();
    private final ProjectionView<CardId, CardFacts, DeckProgress> view;

    public CatalogueChanges(ProjectionView<CardId, CardFacts, DeckProgress> view) {
        this.view = view;
    }

    @Override
    public List<Turn> turns() {
        return view.turns();
    }

    @Override
    public int partitionOf(DeckId deck) {
        return view.partitionOf(deck.toString());
    }

    @Override
    public Map<DeckId, DeckTurns> turnsOf(Collection<DeckId> decks) {
        var turns = new HashMap<DeckId, DeckTurns>();
        if (!decks.isEmpty()) {
            for (var stored :
                    view.contexts(in(Stored.ID, keys(decks))).projection(include(Stored.TURN, Stored.TURNS))) {
                var parts = stored.get(Stored.TURNS, new Document());
                turns.put(
                        DeckId.parse(Stored.text(stored, Stored.ID)),
                        new DeckTurns(
                                Stored.number(stored, Stored.TURN),
                                parts.get(CatalogueMapping.ABOUT) instanceof Number about ? about.longValue() : 0));
            }
        }
        return turns;
    }

    @Override
    public List<Card> cards(Collection<DeckId> decks, Mark after, int limit) {
        return view.rows(and(in(Stored.CONTEXT, keys(decks)), WrittenAfter.filter(after, Stored.ID)))
                .projection(include("deckId", "revision", "ordinal", "retired", Stored.TURN))
                .sort(ascending(Stored.TURN, Stored.ID))
                .limit(limit)
                .map(this::card)
                .into(new ArrayList<>());
    }

    private Card card(Document row) {
        return new Card(
                mapping.key(row),
                new DeckId(row.get("deckId", UUID.class)),
                Stored.number(row, Stored.TURN),
                row.getInteger("revision", 0),
                row.getInteger("ordinal"),
                row.getBoolean("retired", false));
    }

    private static List<String> keys(Collection<DeckId> decks) {
        return decks.stream().map(DeckId::toString).toList();
    }
}
