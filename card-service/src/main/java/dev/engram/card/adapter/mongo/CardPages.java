package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.card.domain.Card;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads cards by themselves and in pages, each of one moment, and never a whole deck. */
@Singleton
public final class CardPages {

    private final CardDatabase database;

    public CardPages(CardDatabase database) {
        this.database = database;
    }

    /**
     * Which cards a page may have.
     *
     * @param after the ordinal of the last card of the page before; -1 for the first page
     * @param cards most cards, at least 1
     * @param bytes most bytes of cards as they are stored; a page has one card at least
     * @param retired whether retired cards are among them
     */
    public record Wanted(int after, int cards, long bytes, boolean retired) {}

    /**
     * Cards of a deck in its order.
     *
     * @param version of the deck that they are of
     * @param next the ordinal of the last card; null if no card follows
     */
    public record Page(
            long version, List<Card> cards, @Nullable Integer next) {}

    /** One card and the version of its deck. */
    public record OneCard(long version, Card card) {}

    /** A page; empty if there is no such deck that {@code reader} may see. */
    public Optional<Page> page(LearnerId reader, DeckId deckId, Wanted wanted) {
        return database.snapshot(
                session -> version(session, reader, deckId).map(version -> page(session, deckId, version, wanted)));
    }

    private Page page(ClientSession session, DeckId deckId, long version, Wanted wanted) {
        var following = and(eq("deckId", deckId.value()), gt("ordinal", wanted.after()));
        var which = wanted.retired() ? following : and(following, eq("retired", false));
        var fitting = fitting(session, which, wanted);
        var cards = new ArrayList<Card>(fitting.count());
        if (fitting.count() > 0) {
            database.cards()
                    .find(session, which)
                    .sort(Sorts.ascending("ordinal"))
                    .limit(fitting.count())
                    .map(DeckDocuments::card)
                    .into(cards);
        }
        return new Page(
                version, cards, fitting.more() ? (Integer) cards.getLast().ordinal() : null);
    }

    /** How many cards the page has, and whether others follow. */
    private record Fitting(int count, boolean more) {}

    /** Asked before the cards are read: a card has up to a hundred kilobytes. */
    private Fitting fitting(ClientSession session, Bson which, Wanted wanted) {
        var sizes = database.cards()
                .aggregate(
                        session,
                        List.of(
                                Aggregates.match(which),
                                Aggregates.sort(Sorts.ascending("ordinal")),
                                Aggregates.limit(wanted.cards() + 1),
                                Aggregates.project(Projections.computed("bytes", new Document("$bsonSize", "$$ROOT")))))
                .map(row -> row.getInteger("bytes"))
                .into(new ArrayList<>());
        int count = 0;
        long bytes = 0;
        for (int size : sizes) {
            bytes += size;
            if (count == wanted.cards() || count > 0 && bytes > wanted.bytes()) {
                return new Fitting(count, true);
            }
            count++;
        }
        return new Fitting(count, false);
    }

    /** A card, retired or not; empty if the deck has none of this id, or {@code reader} may see no such deck. */
    public Optional<OneCard> card(LearnerId reader, DeckId deckId, CardId cardId) {
        return database.snapshot(session -> version(session, reader, deckId)
                .flatMap(version -> Optional.ofNullable(database.cards()
                                .find(session, and(eq("_id", cardId.value()), eq("deckId", deckId.value())))
                                .first())
                        .map(card -> new OneCard(version, DeckDocuments.card(card)))));
    }

    private Optional<Long> version(ClientSession session, LearnerId reader, DeckId deckId) {
        return Optional.ofNullable(database.decks()
                        .find(session, and(eq("_id", deckId.value()), AccessDocuments.visibleTo(reader)))
                        .projection(Projections.include("version"))
                        .first())
                .map(deck -> deck.getLong("version"));
    }
}
