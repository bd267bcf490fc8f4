package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers questions about decks without reading their cards. */
@Singleton
public final class DeckQueries {

    /** A deck without its cards, as it is stored and answered. */
    @Schema(name = "Deck")
    public record DeckSummary(
            UUID deckId,
            List<String> path,
            String title,
            @Schema(description = "Pseudonym of the owner") UUID owner,
            long version,

            @Schema(description = "Number of cards that are studied")
            int cards) {}

    private final CardDatabase database;

    public DeckQueries(CardDatabase database) {
        this.database = database;
    }

    /** Decks in the order of their ids, which is that of their creation, after {@code after}, at most {@code limit}. */
    public List<DeckSummary> list(@Nullable DeckId after, int limit) {
        var decks = new ArrayList<DeckSummary>();
        database.decks()
                .find(after == null ? empty() : gt("_id", after.value()))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .forEach(deck -> decks.add(DeckDocuments.summary(deck)));
        return decks;
    }

    public Optional<DeckSummary> summary(DeckId deckId) {
        return Optional.ofNullable(
                        database.decks().find(eq("_id", deckId.value())).first())
                .map(DeckDocuments::summary);
    }

    /** Those of {@code cardIds} that exist, retired ones included. */
    public Set<CardId> known(Collection<CardId> cardIds) {
        var known = new HashSet<CardId>();
        database.cards()
                .find(in("_id", cardIds.stream().map(CardId::value).toList()))
                .projection(Projections.include("_id"))
                .forEach(card -> known.add(new CardId(card.get("_id", UUID.class))));
        return known;
    }
}
