package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
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

    /** Of titles, on a page of decks: a path has up to 4,000 characters. */
    private static final int MOST_CHARACTERS = 64_000;

    private static final int DECKS_AT_ONCE = 50;

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

    /** Some decks, and whether others follow. */
    public record DeckList(List<DeckSummary> decks, boolean more) {}

    /**
     * Decks in the order of their ids, which is that of their creation, after {@code after}: at most {@code limit}, and fewer
     * where their titles are very long.
     */
    public DeckList list(@Nullable DeckId after, int limit) {
        var decks = new ArrayList<DeckSummary>();
        int characters = 0;
        var following = database.decks()
                .find(after == null ? empty() : gt("_id", after.value()))
                .projection(Projections.exclude("pathKey"))
                .sort(Sorts.ascending("_id"))
                .limit(limit + 1)
                .batchSize(DECKS_AT_ONCE);
        try (var found = following.iterator()) {
            while (found.hasNext()) {
                if (decks.size() == limit || characters > MOST_CHARACTERS) {
                    return new DeckList(decks, true);
                }
                var deck = DeckDocuments.summary(found.next());
                characters += deck.title().length();
                decks.add(deck);
            }
        }
        return new DeckList(decks, false);
    }

    public Optional<DeckSummary> summary(DeckId deckId) {
        return Optional.ofNullable(
                        database.decks().find(eq("_id", deckId.value())).first())
                .map(DeckDocuments::summary);
    }

    /** The ids of the decks of an owner, oldest first. */
    public List<UUID> owned(LearnerId owner) {
        return database.decks()
                .find(eq("owner", owner.value()))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .map(deck -> deck.get("_id", UUID.class))
                .into(new ArrayList<>());
    }

    /** How many decks are of an owner. */
    public long countOwned(LearnerId owner) {
        return database.decks().countDocuments(eq("owner", owner.value()));
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
