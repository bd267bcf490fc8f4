package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.WriteModel;
import dev.engram.card.application.CommitStore;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Commits, the deck and its changed cards in one transaction. The unique id of a commit is the lock on its version. */
public final class MongoCommitStore implements CommitStore {

    private final CardDatabase database;
    private final Runnable afterCommit;

    /** @param afterCommit must not block or throw */
    public MongoCommitStore(CardDatabase database, Runnable afterCommit) {
        this.database = database.forWholeDecks();
        this.afterCommit = afterCommit;
    }

    @Override
    public Optional<Deck> find(DeckId deckId) {
        return find(eq("_id", deckId.value()));
    }

    @Override
    public Optional<Deck> find(LearnerId owner, DeckPath path) {
        return find(and(eq("owner", owner.value()), eq("pathKey", path.key())));
    }

    private Optional<Deck> find(Bson which) {
        var decks = database.decks();
        return database.transaction(session -> Optional.ofNullable(
                        decks.find(session, which).first())
                .map(deck -> DeckDocuments.deck(deck, cards(session, deck.get("_id", UUID.class)))));
    }

    private LinkedHashMap<CardId, Card> cards(ClientSession session, UUID deckId) {
        var cards = new LinkedHashMap<CardId, Card>();
        for (var document : database.cards().find(session, eq("deckId", deckId)).sort(Sorts.ascending("ordinal"))) {
            var card = DeckDocuments.card(document);
            cards.put(card.id(), card);
        }
        return cards;
    }

    @Override
    public Appending append(List<Commit> commits, Deck after) {
        long before = commits.getFirst().version() - 1;
        // indexes cannot be made inside a transaction
        database.decks();
        try {
            database.transaction(session -> {
                writeDeck(session, before, after);
                // one at a time: as documents a large change takes many times its size in memory
                commits.forEach(commit -> write(session, commit, after));
                return after;
            });
            afterCommit.run();
            return Appending.DONE;
        } catch (RefusedException refused) {
            return refused.answer;
        }
    }

    private void writeDeck(ClientSession session, long before, Deck after) {
        var deck = DeckDocuments.deck(after);
        var expected = and(eq("_id", after.id().value()), eq("version", before));
        if (before == 0) {
            insert(session, database.decks(), deck, Appending.PATH_TAKEN);
        } else if (database.decks().replaceOne(session, expected, deck).getMatchedCount() == 0) {
            throw new RefusedException(Appending.VERSION_TAKEN);
        }
    }

    private static void insert(
            ClientSession session, MongoCollection<Document> into, Document document, Appending ifTaken) {
        try {
            into.insertOne(session, document);
        } catch (MongoWriteException refused) {
            throw refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY
                    ? new RefusedException(ifTaken)
                    : refused;
        }
    }

    private void write(ClientSession session, Commit commit, Deck after) {
        insert(session, database.commits(), DeckDocuments.commit(commit), Appending.VERSION_TAKEN);
        var cards = commit.events().stream()
                .flatMap(event -> write(event, after).stream())
                .toList();
        if (!cards.isEmpty()) {
            database.cards().bulkWrite(session, cards, new BulkWriteOptions().ordered(false));
        }
    }

    /** The card after all commits; a new one as an insert, which costs the transaction half of an upsert. */
    private static Optional<WriteModel<Document>> write(DeckEvent event, Deck after) {
        return switch (event) {
            case DeckCreated _ -> Optional.empty();
            case CardAdded added -> Optional.of(new InsertOneModel<>(document(added.cardId(), after)));
            case CardRevised revised -> Optional.of(replacement(document(revised.cardId(), after)));
            case CardRetired retired -> Optional.of(replacement(document(retired.cardId(), after)));
        };
    }

    private static WriteModel<Document> replacement(Document card) {
        return new ReplaceOneModel<>(eq("_id", card.get("_id")), card);
    }

    private static Document document(CardId id, Deck after) {
        return DeckDocuments.card(after.id(), after.card(id).orElseThrow());
    }

    /** Ends the transaction without effect: closing its session aborts it. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Appending answer;

        RefusedException(Appending answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }
}
