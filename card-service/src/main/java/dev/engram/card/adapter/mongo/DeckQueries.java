package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.card.domain.DeckAccess;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            int cards,

            DeckAccess.Visibility visibility,
            @Schema(description = "What you may do with it") DeckRole role) {}

    private final CardDatabase database;

    public DeckQueries(CardDatabase database) {
        this.database = database;
    }

    /** Some decks, and whether others follow. */
    public record DeckList(List<DeckSummary> decks, boolean more) {}

    /**
     * Decks that {@code reader} may see, in the order of their ids, which is that of their creation, after {@code after}: at most {@code limit}, and fewer
     * where their titles are very long.
     */
    public DeckList list(LearnerId reader, @Nullable DeckId after, int limit) {
        var decks = new ArrayList<DeckSummary>();
        int characters = 0;
        var following = database.decks()
                .find(
                        after == null
                                ? AccessDocuments.visibleTo(reader)
                                : and(gt("_id", after.value()), AccessDocuments.visibleTo(reader)))
                .projection(Projections.fields(
                        Projections.include("path", "title", "owner", "version", "cards", "visibility"),
                        AccessDocuments.shareOf(reader)))
                .sort(Sorts.ascending("_id"))
                .limit(limit + 1)
                .batchSize(DECKS_AT_ONCE);
        try (var found = following.iterator()) {
            while (found.hasNext()) {
                if (decks.size() == limit || characters > MOST_CHARACTERS) {
                    return new DeckList(decks, true);
                }
                var deck = DeckDocuments.summary(found.next(), reader);
                characters += deck.title().length();
                decks.add(deck);
            }
        }
        return new DeckList(decks, false);
    }

    /** A deck; empty if there is none that {@code reader} may see. */
    public Optional<DeckSummary> summary(LearnerId reader, DeckId deckId) {
        return Optional.ofNullable(database.decks()
                        .find(and(eq("_id", deckId.value()), AccessDocuments.visibleTo(reader)))
                        .first())
                .map(deck -> DeckDocuments.summary(deck, reader));
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

    /** Those of {@code cardIds} that are in decks that {@code reader} may see, retired ones included. */
    public Set<CardId> known(LearnerId reader, Collection<CardId> cardIds) {
        var decks = new HashMap<CardId, DeckId>();
        database.cards()
                .find(in("_id", cardIds.stream().map(CardId::value).toList()))
                .projection(Projections.include("deckId"))
                .forEach(card ->
                        decks.put(new CardId(card.get("_id", UUID.class)), new DeckId(card.get("deckId", UUID.class))));
        decks.values().retainAll(roles(reader, Set.copyOf(decks.values())).keySet());
        return decks.keySet();
    }

    /** What {@code reader} may do with those of {@code deckIds} that may be seen. */
    public Map<DeckId, DeckRole> roles(LearnerId reader, Collection<DeckId> deckIds) {
        var roles = new HashMap<DeckId, DeckRole>();
        database.decks()
                .find(and(in("_id", deckIds.stream().map(DeckId::value).toList()), AccessDocuments.visibleTo(reader)))
                .projection(Projections.fields(
                        Projections.include("owner", AccessDocuments.VISIBILITY), AccessDocuments.shareOf(reader)))
                .forEach(deck -> roles.put(
                        new DeckId(deck.get("_id", UUID.class)),
                        Objects.requireNonNull(
                                AccessDocuments.access(deck).roleOf(reader), "only decks that are visible are read")));
        return roles;
    }
}
