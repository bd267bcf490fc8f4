package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.engram.card.domain.DeckAccess;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.LearnerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Who may see a deck, in the deck's document: {@code visibility} and {@code shares: [{learner, role, at, byCode}]}. */
final class AccessDocuments {

    static final String VISIBILITY = "visibility";
    static final String SHARES = "shares";
    private static final String INDEX = "visibility_id";

    private AccessDocuments() {}

    /**
     * Makes the indexes, and before the first of them decks of earlier releases public, as they were: the index tells that this
     * was done. What has no visibility afterwards is private.
     */
    static void prepare(MongoCollection<Document> decks) {
        if (decks.listIndexes().into(new ArrayList<>()).stream().noneMatch(index -> INDEX.equals(index.get("name")))) {
            decks.updateMany(exists(VISIBILITY, false), Updates.set(VISIBILITY, Visibility.PUBLIC.name()));
        }
        decks.createIndex(Indexes.ascending("owner", "_id"));
        decks.createIndex(Indexes.ascending(SHARES + ".learner", "_id"));
        decks.createIndex(Indexes.ascending("withdrawn"));
        decks.createIndex(Indexes.ascending(VISIBILITY, "_id"), new IndexOptions().name(INDEX));
    }

    /** The decks that {@code reader} may see; {@link DeckAccess#roleOf} of each is not null. */
    static Bson visibleTo(LearnerId reader) {
        return or(
                eq("owner", reader.value()),
                eq(VISIBILITY, Visibility.PUBLIC.name()),
                eq(SHARES + ".learner", reader.value()));
    }

    /** Of the shares of a deck that of {@code reader} only. */
    static Bson shareOf(LearnerId reader) {
        return Projections.elemMatch(SHARES, eq("learner", reader.value()));
    }

    static Document document(DeckAccess access) {
        return new Document(VISIBILITY, access.visibility().name());
    }

    static DeckAccess access(Document deck) {
        var shares = new HashMap<LearnerId, DeckRole>();
        for (var share : deck.getList(SHARES, Document.class, List.of())) {
            shares.put(new LearnerId(share.get("learner", UUID.class)), DeckRole.valueOf(share.getString("role")));
        }
        var visibility = deck.getString(VISIBILITY);
        return new DeckAccess(
                new LearnerId(deck.get("owner", UUID.class)),
                visibility == null ? Visibility.PRIVATE : Visibility.valueOf(visibility),
                shares);
    }
}
