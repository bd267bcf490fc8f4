package dev.engram.card.adapter.mongo;

import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import dev.engram.card.DeckFold;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.DeckPath;
import dev.engram.testing.TestInfra;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.Test;

class EditReadsTest {

    private final AtomicInteger cardsRead = new AtomicInteger();

    @Test
    void shouldReadTheEditedCardAndThoseThatAskTheSameAndNoOthers() {
        // given
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestInfra.shared().mongoUri()))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandSucceeded(CommandSucceededEvent event) {
                        count(event);
                    }
                })
                .build();
        try (var client = MongoClients.create(settings)) {
            var database = new CardDatabase(client, TestInfra.shared().uniqueDatabase("cards_reads"));
            var store = new MongoCommitStore(database, () -> {});
            var questions = IntStream.range(0, 600)
                    .mapToObj(i -> asking("Question " + i + "?"))
                    .toList();
            var commits = made(someone(), new DeckPath(List.of(UUID.randomUUID().toString())), questions);
            var deck = DeckFold.of(events(commits));
            append(store, commits, deck);
            var card = List.copyOf(deck.cards().keySet()).get(300);
            // when
            cardsRead.set(0);
            var view = store.view(deck.id(), card, CardKey.of("Question 7?")).orElseThrow();
            // then
            assertThat(view.sameQuestion())
                    .isEqualTo(List.copyOf(deck.cards().keySet()).get(7));
            assertThat(cardsRead).hasValue(2);
        }
    }

    private void count(CommandSucceededEvent event) {
        var answer = event.getResponse();
        if (answer.containsKey("cursor")) {
            var cursor = answer.getDocument("cursor");
            if (cursor.getString("ns").getValue().endsWith(".cards")) {
                var batch = cursor.containsKey("firstBatch") ? "firstBatch" : "nextBatch";
                cardsRead.addAndGet(cursor.getArray(batch).size());
            }
        }
    }
}
