package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.engram.card.application.CommitStore;
import dev.engram.card.application.DeckFile;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.catalogue.CommitDocument;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Commits, the deck and its changed cards in one transaction. The version in the deck's document is the lock on it. */
public final class MongoCommitStore implements CommitStore {

    /** Cards read from the server at a time: 22 KB each at most, and far fewer as a rule. */
    private static final int CARDS_AT_ONCE = 200;

    /** Commits read at a time: a megabyte each at most. */
    private static final int COMMITS_AT_ONCE = 8;

    private final CardDatabase database;
    private final Runnable afterCommit;

    /** @param afterCommit must not block or throw */
    public MongoCommitStore(CardDatabase database, Runnable afterCommit) {
        this.database = database.forWholeDecks();
        this.afterCommit = afterCommit;
    }

    @Override
    public Optional<Deck> find(DeckId deckId) {
        return inSnapshot(deckId, (session, deck) -> {
            var cards = new LinkedHashMap<CardId, Card>();
            eachCard(session, eq("deckId", deckId.value()), card -> cards.put(card.id(), card));
            return DeckDocuments.deck(deck, cards);
        });
    }

    @Override
    public Optional<DeckHeader> header(DeckId deckId) {
        return inSnapshot(deckId, this::header);
    }

    @Override
    public Optional<DeckHeader> header(LearnerId owner, DeckPath path) {
        return inSnapshot(and(eq("owner", owner.value()), eq("pathKey", path.key())), this::header);
    }

    @Override
    public int decksOf(LearnerId owner, int most) {
        return (int) database.decks().countDocuments(eq("owner", owner.value()), new CountOptions().limit(most));
    }

    @Override
    public Optional<DeckOutline> outline(DeckId deckId) {
        return inSnapshot(deckId, (session, deck) -> {
            var header = header(session, deck);
            var cards = new LinkedHashMap<CardId, CardOutline>();
            eachStored(session, eq("deckId", deckId.value()), stored -> {
                var card = DeckDocuments.outline(stored, header.imported().agreed());
                cards.put(card.id(), card);
            });
            return new DeckOutline(header, cards);
        });
    }

    @Override
    public Optional<EditView> view(DeckId deckId, CardId cardId, @Nullable CardKey key) {
        return inSnapshot(deckId, (session, deck) -> {
            var stored = database.cards()
                    .find(session, and(eq("_id", cardId.value()), eq("deckId", deckId.value())))
                    .first();
            var card = stored == null ? null : DeckDocuments.card(stored);
            var asked = key != null ? key : card == null ? null : card.key();
            var same = asked == null ? null : sameQuestion(session, deckId, cardId, asked);
            return new EditView(header(session, deck), card, same);
        });
    }

    private @Nullable CardId sameQuestion(ClientSession session, DeckId deckId, CardId self, CardKey key) {
        // cards of earlier releases have no key in their documents, which the index holds as null
        var candidates = and(
                eq("deckId", deckId.value()),
                in("key", Arrays.asList(DeckDocuments.key(key), null)),
                eq("retired", false));
        var found = new HashMap<CardId, CardKey>();
        eachCard(session, candidates, card -> {
            if (!card.id().equals(self) && card.key().equals(key)) {
                found.put(card.id(), key);
            }
        });
        return found.keySet().stream().findFirst().orElse(null);
    }

    @Override
    public Map<CardId, Card> cards(DeckId deckId, Collection<CardId> cards) {
        var found = new HashMap<CardId, Card>();
        var ids = cards.stream().map(CardId::value).toList();
        database.cards()
                .find(and(in("_id", ids), eq("deckId", deckId.value())))
                .batchSize(CARDS_AT_ONCE)
                .map(DeckDocuments::card)
                .forEach(card -> found.put(card.id(), card));
        return found;
    }

    @Override
    public void history(DeckId deckId, long newest, Predicate<List<DeckEvent>> wantsMore) {
        var versions = and(gte("_id", CommitDocument.id(deckId, 1)), lte("_id", CommitDocument.id(deckId, newest)));
        try (var commits = database.commits()
                .find(versions)
                .sort(Sorts.descending("_id"))
                .batchSize(COMMITS_AT_ONCE)
                .iterator()) {
            boolean more = true;
            while (more && commits.hasNext()) {
                more = wantsMore.test(CommitDocument.events(commits.next()));
            }
        }
    }

    @Override
    public Optional<DeckFile> file(DeckId deckId, int newer) {
        return new DeckFiles(database.files()).file(deckId, newer);
    }

    /** Reads in a snapshot; several times after a conflict, so what it has handed over may come again. */
    private interface Reading<T> {
        T of(ClientSession session, Document deck);
    }

    private <T> Optional<T> inSnapshot(DeckId deckId, Reading<T> reading) {
        return inSnapshot(eq("_id", deckId.value()), reading);
    }

    private <T> Optional<T> inSnapshot(Bson which, Reading<T> reading) {
        var decks = database.decks();
        return database.transaction(session ->
                Optional.ofNullable(decks.find(session, which).first()).map(deck -> reading.of(session, deck)));
    }

    private void eachCard(ClientSession session, Bson which, Consumer<Card> each) {
        eachStored(session, which, card -> each.accept(DeckDocuments.card(card)));
    }

    private void eachStored(ClientSession session, Bson which, Consumer<Document> each) {
        for (var card : database.cards()
                .find(session, which)
                .sort(Sorts.ascending("ordinal"))
                .batchSize(CARDS_AT_ONCE)) {
            each.accept(card);
        }
    }

    private DeckHeader header(ClientSession session, Document deck) {
        if (!DeckDocuments.lacksTotals(deck)) {
            return DeckDocuments.header(deck, deck.getInteger("allCards"), deck.getLong("bytes"));
        }
        // written by an earlier release: counted until the next change stores it
        var totals = database.cards()
                .aggregate(
                        session,
                        List.of(
                                Aggregates.match(eq("deckId", deck.get("_id"))),
                                Aggregates.group(
                                        null,
                                        Accumulators.sum("cards", 1L),
                                        Accumulators.sum("bytes", new Document("$bsonSize", "$$ROOT")))))
                .first();
        return totals == null
                ? DeckDocuments.header(deck, 0, 0)
                : DeckDocuments.header(
                        deck,
                        totals.get("cards", Number.class).intValue(),
                        totals.get("bytes", Number.class).longValue());
    }

    @Override
    public Appending append(long before, List<Commit> commits, DeckHeader after, Cause cause) {
        // indexes cannot be made inside a transaction
        database.decks();
        try {
            database.transaction(session -> {
                writeDeck(session, before, after);
                // one at a time: as documents a large change takes many times its size in memory
                commits.forEach(commit -> write(session, commit, cause));
                if (cause instanceof Cause.Import imported
                        && !imported.confirmed().isEmpty()) {
                    confirm(session, imported.confirmed());
                }
                new DeckFiles(database.files()).change(session, after.id(), cause);
                return after;
            });
            afterCommit.run();
            return Appending.DONE;
        } catch (RefusedException refused) {
            return refused.answer;
        }
    }

    private void writeDeck(ClientSession session, long before, DeckHeader after) {
        var deck = DeckDocuments.deck(after);
        var expected = and(eq("_id", after.id().value()), eq("version", before));
        if (before == 0) {
            deck.putAll(AccessDocuments.document(after.access()));
            insert(session, database.decks(), deck, Appending.PATH_TAKEN);
            return;
        }
        // it may have become nobody since it was read, when its owner was erased
        deck.remove("owner");
        if (database.decks()
                        .updateOne(session, expected, new Document("$set", deck))
                        .getMatchedCount()
                == 0) {
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

    private void confirm(ClientSession session, Set<CardId> cards) {
        var ids = cards.stream().map(CardId::value).toList();
        database.cards().updateMany(session, in("_id", ids), set(DeckDocuments.ORIGIN, CardOrigin.FILE.name()));
    }

    private void write(ClientSession session, Commit commit, Cause cause) {
        insert(session, database.commits(), DeckDocuments.commit(commit), Appending.VERSION_TAKEN);
        var cards = commit.events().stream()
                .flatMap(event -> write(event, cause.origin(event)).stream())
                .toList();
        if (!cards.isEmpty()) {
            database.cards().bulkWrite(session, cards, new BulkWriteOptions().ordered(true));
        }
    }

    /** A new card as an insert, which costs the transaction half of an upsert. */
    private static Optional<WriteModel<Document>> write(DeckEvent event, @Nullable CardOrigin origin) {
        var from = origin == null ? new Document() : new Document(DeckDocuments.ORIGIN, origin.name());
        return switch (event) {
            case DeckCreated _ -> Optional.empty();
            case CardAdded added -> Optional.of(new InsertOneModel<>(with(from, DeckDocuments.added(added))));
            case CardRevised revised -> {
                var update = DeckDocuments.revised(revised);
                with(from, update.get("$set", Document.class));
                yield Optional.of(update(revised.cardId(), update));
            }
            case CardRetired retired ->
                Optional.of(update(
                        retired.cardId(),
                        new Document(
                                "$set",
                                with(
                                        from,
                                        new Document("retired", true)
                                                .append(
                                                        "version",
                                                        retired.stamp().version())))));
        };
    }

    private static Document with(Document more, Document document) {
        document.putAll(more);
        return document;
    }

    private static WriteModel<Document> update(CardId card, Document update) {
        return new UpdateOneModel<>(eq("_id", card.value()), update);
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
