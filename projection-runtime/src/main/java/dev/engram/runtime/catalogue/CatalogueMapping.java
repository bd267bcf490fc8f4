package dev.engram.runtime.catalogue;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.catalogue.DeckProgress.About;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.store.Stored;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** How cards and decks stand in MongoDB: a document per card with {@code _id} the card's UUID, a context per deck. */
public final class CatalogueMapping implements DocumentMapping<CardId, CardFacts, DeckProgress> {

    static final String ABOUT = "about";

    @Override
    public Object id(CardId key) {
        return key.value();
    }

    @Override
    public CardId key(Document stored) {
        return new CardId(stored.get("_id", UUID.class));
    }

    @Override
    public Document insert(CardId key, CardFacts state) {
        var deck = state.deckId();
        var content = state.content();
        return CardContentBson.present(new Document("retired", state.retired())
                .append("revision", state.revision())
                .append("version", state.version())
                .append("index", state.index())
                .append("deckId", deck == null ? null : deck.value())
                .append("ordinal", state.ordinal())
                .append("content", content == null ? null : CardContentBson.document(content)));
    }

    /** A fact that is known stays known, so fields are only ever set. */
    @Override
    public Document update(CardId key, CardFacts before, CardFacts after) {
        var changed = insert(key, after);
        var stored = insert(key, before);
        changed.entrySet().removeAll(stored.entrySet());
        return changed.isEmpty() ? changed : new Document("$set", changed);
    }

    @Override
    public CardFacts state(CardId key, Document stored) {
        var deck = stored.get("deckId", UUID.class);
        var content = stored.get("content", Document.class);
        return new CardFacts(
                deck == null ? null : new DeckId(deck),
                stored.getInteger("ordinal"),
                stored.getInteger("revision"),
                content == null ? null : CardContentBson.content(content),
                stored.getBoolean("retired"),
                stored.getLong("version"),
                stored.getInteger("index"));
    }

    @Override
    public Document insertContext(DeckProgress context) {
        var fields = new Document("version", context.version())
                .append("index", context.index())
                .append("size", context.size());
        var about = context.about();
        return about == null
                ? fields
                : fields.append("deckId", about.deckId().value())
                        .append("owner", about.owner().value())
                        .append("path", about.path())
                        .append("title", about.title());
    }

    @Override
    public DeckProgress context(Document stored) {
        var deck = stored.get("deckId", UUID.class);
        var about = deck == null
                ? null
                : new About(
                        new DeckId(deck),
                        new LearnerId(stored.get("owner", UUID.class)),
                        stored.getList("path", String.class),
                        stored.getString("title"));
        return new DeckProgress(
                about, stored.getLong("version"), stored.getInteger("index"), stored.getInteger("size"));
    }

    /** What a deck is called and whose it is. */
    @Override
    public Set<String> changedParts(DeckProgress before, DeckProgress after) {
        return Objects.equals(before.about(), after.about()) ? Set.of() : Set.of(ABOUT);
    }

    /** For the live cards of some decks in their order, and for what has changed of a deck. */
    @Override
    public List<IndexModel> indexes() {
        return List.of(
                new IndexModel(Indexes.ascending("deckId", "retired", "ordinal", "_id")),
                new IndexModel(Indexes.ascending(Stored.CONTEXT, Stored.TURN, Stored.ID)));
    }

    /** For the decks of an owner, and for those that have changed. */
    @Override
    public List<IndexModel> contextIndexes() {
        return List.of(
                new IndexModel(Indexes.ascending("owner")),
                new IndexModel(Indexes.ascending(Stored.PARTITION, Stored.TURN)));
    }
}
