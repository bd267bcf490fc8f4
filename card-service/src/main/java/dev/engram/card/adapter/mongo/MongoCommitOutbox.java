package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.engram.card.application.CommitOutbox;
import dev.engram.events.DeckId;
import dev.engram.runtime.catalogue.CommitDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The commits that are not marked as relayed. */
public final class MongoCommitOutbox implements CommitOutbox {

    /** Bounds what one read holds in memory: a commit has up to a megabyte. */
    private static final int COMMITS_AT_ONCE = 4;

    private final CardDatabase database;

    public MongoCommitOutbox(CardDatabase database) {
        this.database = database;
    }

    @Override
    public List<DeckId> waiting(int limit) {
        var decks = new ArrayList<DeckId>();
        database.commits()
                .aggregate(List.of(
                        Aggregates.match(eq("relayed", false)),
                        Aggregates.group("$_id.deckId"),
                        Aggregates.limit(limit)))
                .forEach(deck -> decks.add(new DeckId(deck.get("_id", UUID.class))));
        return decks;
    }

    @Override
    public List<Outgoing> next(DeckId deckId) {
        var found = new ArrayList<Outgoing>();
        database.commits()
                .find(and(eq("relayed", false), eq("_id.deckId", deckId.value())))
                .sort(Sorts.ascending("_id.version"))
                .limit(COMMITS_AT_ONCE)
                .forEach(commit -> found.add(DeckDocuments.outgoing(commit)));
        // the read is no snapshot: it may have passed a version that was committed while it ran
        if (found.isEmpty() || !followsPublished(found.getFirst())) {
            return List.of();
        }
        long first = found.getFirst().version();
        return IntStream.range(0, found.size())
                .takeWhile(i -> found.get(i).version() == first + i)
                .mapToObj(found::get)
                .toList();
    }

    private boolean followsPublished(Outgoing first) {
        if (first.version() == 1) {
            return true;
        }
        var before = document(first.deckId(), first.version() - 1);
        return before != null && before.getBoolean("relayed");
    }

    @Override
    public Optional<Outgoing> commit(DeckId deckId, long version) {
        return Optional.ofNullable(document(deckId, version)).map(DeckDocuments::outgoing);
    }

    private @Nullable Document document(DeckId deckId, long version) {
        return database.commits()
                .find(eq("_id", CommitDocument.id(deckId, version)))
                .first();
    }

    @Override
    public void published(DeckId deckId, long version) {
        database.commits().updateOne(eq("_id", CommitDocument.id(deckId, version)), Updates.set("relayed", true));
    }
}
