package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.card.application.DeckShelf;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the current decks and cards. */
public final class MongoDeckShelf implements DeckShelf {

    private final CardDatabase database;

    public MongoDeckShelf(CardDatabase database) {
        this.database = database;
    }

    @Override
    public List<DeckSummary> list(@Nullable DeckId after, int limit) {
        var decks = new ArrayList<DeckSummary>();
        database.decks()
                .find(after == null ? empty() : gt("_id", after.value()))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .forEach(deck -> decks.add(DeckDocuments.summary(deck)));
        return decks;
    }

    @Override
    public Optional<DeckSummary> summary(DeckId deckId) {
        return Optional.ofNullable(
                        database.decks().find(eq("_id", deckId.value())).first())
                .map(DeckDocuments::summary);
    }

    @Override
    public Set<CardId> known(Collection<CardId> cardIds) {
        var known = new HashSet<CardId>();
        database.cards()
                .find(in("_id", cardIds.stream().map(CardId::value).toList()))
                .projection(Projections.include("_id"))
                .forEach(card -> known.add(new CardId(card.get("_id", UUID.class))));
        return known;
    }
}
