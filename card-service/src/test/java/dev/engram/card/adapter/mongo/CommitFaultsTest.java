package dev.engram.card.adapter.mongo;

import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.engram.card.DeckFold;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits on a real mongod with failpoints on commands of this client and of no other. */
class CommitFaultsTest {

    private static final String DATABASE = TestInfra.shared().uniqueDatabase("cards_faults");

    private final String application = "faults-" + UUID.randomUUID();
    private final MongoClient client =
            MongoConnections.create(TestInfra.shared().mongoUri(), application, Duration.ofSeconds(10), 5);
    private final MongoCommitStore store = new MongoCommitStore(new CardDatabase(client, DATABASE), () -> {});
    private final MongoCommitOutbox outbox = new MongoCommitOutbox(new CardDatabase(client, DATABASE));
    private final List<Commit> commits =
            made(someone(), new DeckPath(List.of(UUID.randomUUID().toString())), List.of(asking("One?")));
    private final Deck deck = DeckFold.of(events(commits));

    @AfterEach
    void heal() {
        failing("off", new Document());
        client.close();
    }

    @Test
    void shouldCommitOnceAlthoughTheAnswerToTheCommitIsLost() {
        // given
        store.find(deck.id());
        failing(
                new Document("times", 2),
                new Document("failCommands", List.of("commitTransaction"))
                        .append("writeConcernError", new Document("code", 91).append("errmsg", "shutting down")));
        // when
        var answer = append(store, commits, deck);
        // then
        assertThat(answer).isEqualTo(Appending.DONE);
        assertThat(store.find(deck.id())).contains(deck);
        assertThat(outbox.next(deck.id())).extracting(Outgoing::version).containsExactly(1L);
    }

    @Test
    void shouldTryAgainAfterAConflictWithAnotherTransaction() {
        // given
        store.find(deck.id());
        failing(
                new Document("times", 3),
                new Document("failCommands", List.of("insert"))
                        .append("errorCode", 112)
                        .append("errorLabels", List.of(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)));
        // then
        assertThat(append(store, commits, deck)).isEqualTo(Appending.DONE);
        assertThat(store.find(deck.id())).contains(deck);
    }

    @Test
    void shouldWriteNothingWhenOneOfItsWritesFails() {
        // given
        store.find(deck.id());
        // the first two write the deck and the commit
        failing(new Document("skip", 2), new Document("failCommands", List.of("insert")).append("errorCode", 8_000));
        // then
        assertThatThrownBy(() -> append(store, commits, deck)).isInstanceOf(MongoException.class);
        failing("off", new Document());
        assertThat(store.find(deck.id())).isEmpty();
        assertThat(outbox.next(deck.id())).isEmpty();
    }

    private void failing(Object mode, Document what) {
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", mode)
                        .append("data", what.append("appName", application)));
    }
}
