package dev.engram.card.adapter.mongo;

import static dev.engram.card.Decks.append;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.card.DeckFold;
import dev.engram.card.Decks;
import dev.engram.card.application.CommitStoreConformance;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.runtime.catalogue.CommitDocument;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MongoCommitsTest extends CommitStoreConformance {

    private static final MongoClient CLIENT =
            MongoConnections.create(TestInfra.shared().mongoUri(), "test", Duration.ofSeconds(10), 20);
    private static final CardDatabase DATABASE =
            new CardDatabase(CLIENT, TestInfra.shared().uniqueDatabase("cards_commits"));

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Override
    protected Views views() {
        return new Views(new MongoCommitStore(DATABASE, () -> {}), new MongoCommitOutbox(DATABASE));
    }

    /** A read of the outbox is no snapshot: it can miss a version that is committed while it runs, and see the next. */
    @Test
    void shouldHandOutNothingWhileTheVersionBeforeIsNotSeenAsPublished() {
        // given
        var made =
                Decks.made(Decks.someone(), new DeckPath(List.of("Tests", "missed " + UUID.randomUUID())), List.of());
        var deck = DeckFold.of(Decks.events(made));
        var more = Decks.changed(deck, new DeckChange.Added(Decks.card(), 0, Decks.asking("One?")));
        var store = new MongoCommitStore(DATABASE, () -> {});
        append(store, made, deck);
        append(store, more, DeckFold.after(deck, Decks.events(more)));
        // when
        DATABASE.commits().deleteOne(new Document("_id", CommitDocument.id(deck.id(), 1)));
        // then
        assertThat(new MongoCommitOutbox(DATABASE).next(deck.id())).isEmpty();
    }
}
