package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.runtime.catalogue.CommitDocument;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads what became of one card over the versions of its deck, newest first. */
@Singleton
public final class CardRevisions {

    private static final int AT_ONCE = 20;

    private final CardDatabase database;

    public CardRevisions(CardDatabase database) {
        this.database = database;
    }

    /**
     * Which part of the history a page has.
     *
     * @param below versions of the deck below this one; null for the newest
     * @param events most events, at least 1
     * @param bytes most bytes of them as they are stored; a page has one event where there is one
     * @param versions most versions of the deck that are looked at
     */
    public record Wanted(@Nullable Long below, int events, long bytes, int versions) {}

    /**
     * Events of one card, newest first. Their versions, times and authors are those of the deck; index and size are within the card.
     *
     * @param version of the deck when it was read
     * @param below what the next page is of; null where the card was added on this one
     */
    public record Page(
            long version, List<DeckEvent> events, @Nullable Long below) {}

    /** Empty if the deck has no such card. */
    public Optional<Page> page(DeckId deckId, CardId cardId, Wanted wanted) {
        return database.snapshot(session -> {
            var deck = database.decks()
                    .find(session, eq("_id", deckId.value()))
                    .projection(Projections.include("version"))
                    .first();
            var card = database.cards()
                    .find(session, and(eq("_id", cardId.value()), eq("deckId", deckId.value())))
                    .projection(Projections.include("version"))
                    .first();
            if (deck == null || card == null) {
                return Optional.empty();
            }
            // the version of the last change of the card
            long newest = card.getLong("version");
            if (wanted.below() != null) {
                newest = Math.min(newest, wanted.below() - 1);
            }
            return Optional.of(page(session, deck.getLong("version"), deckId, cardId, newest, wanted));
        });
    }

    private Page page(ClientSession session, long version, DeckId deckId, CardId cardId, long newest, Wanted wanted) {
        long oldest = Math.max(1, newest - wanted.versions() + 1);
        var isOfCard = new Document("$eq", List.of("$$event.cardId", cardId.value()));
        var events = new Document(
                "$filter",
                new Document("input", "$events").append("as", "event").append("cond", isOfCard));
        var commits = database.commits()
                .aggregate(
                        session,
                        List.of(
                                Aggregates.match(and(
                                        gte("_id", CommitDocument.id(deckId, oldest)),
                                        lte("_id", CommitDocument.id(deckId, newest)),
                                        eq("events.cardId", cardId.value()))),
                                Aggregates.sort(Sorts.descending("_id")),
                                Aggregates.limit(wanted.events() + 1),
                                Aggregates.set(new Field<>("events", events)),
                                Aggregates.set(new Field<>("bytes", new Document("$bsonSize", "$$ROOT")))))
                .batchSize(AT_ONCE);
        var found = new ArrayList<DeckEvent>();
        long bytes = 0;
        for (var commit : commits) {
            bytes += commit.getInteger("bytes");
            if (found.size() >= wanted.events() || (!found.isEmpty() && bytes > wanted.bytes())) {
                return new Page(version, found, found.getLast().stamp().version());
            }
            found.addAll(CommitDocument.events(commit).reversed());
        }
        var isWhole = oldest == 1 || (!found.isEmpty() && found.getLast() instanceof CardAdded);
        return new Page(version, found, isWhole ? null : (Long) oldest);
    }
}
