package dev.engram.card.adapter.mongo;

import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.card.DeckFold;
import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckAccess;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.CardContent;
import dev.engram.events.LearnerId;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeckQueriesTest {

    private static final MongoClient CLIENT =
            MongoConnections.create(TestInfra.shared().mongoUri(), "test", Duration.ofSeconds(10), 5);
    private static final CardDatabase DATABASE =
            new CardDatabase(CLIENT, TestInfra.shared().uniqueDatabase("cards_queries"));

    private final MongoCommitStore store = new MongoCommitStore(DATABASE, () -> {});
    private final DeckQueries queries = new DeckQueries(DATABASE);

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void shouldSummarizeADeck() {
        // given
        var deck = stored(List.of(asking("One?"), full("Two?")));
        // then
        assertThat(queries.summary(deck.owner(), deck.id()))
                .contains(new DeckSummary(
                        deck.id().value(),
                        deck.path().segments(),
                        deck.title(),
                        deck.owner().value(),
                        1,
                        2,
                        DeckAccess.Visibility.PRIVATE,
                        DeckRole.OWNER));
    }

    @Test
    void shouldKnowRetiredCardsToo() {
        // given
        var deck = stored(List.of(asking("One?"), asking("Two?")));
        var cards = List.copyOf(deck.cards().keySet());
        var retired = changed(deck, new DeckChange.Retired(cards.getFirst()));
        // when
        append(store, retired, DeckFold.after(deck, events(retired)));
        // then
        assertThat(queries.known(deck.owner(), List.of(cards.getFirst(), cards.getLast(), card())))
                .containsExactlyInAnyOrderElementsOf(cards);
        assertThat(queries.summary(deck.owner(), deck.id()).orElseThrow().cards())
                .isEqualTo(1);
    }

    @Test
    void shouldListDecksInPages() {
        // given
        var owner = someone();
        var first = stored(owner, List.of());
        var second = stored(owner, List.of());
        stored(List.of());
        // then
        assertThat(queries.list(first.owner(), first.id(), 1).decks())
                .extracting(DeckSummary::deckId)
                .containsExactly(second.id().value());
        assertThat(queries.list(first.owner(), second.id(), 10)).isEqualTo(new DeckQueries.DeckList(List.of(), false));
    }

    private Deck stored(List<CardContent> cards) {
        return stored(someone(), cards);
    }

    private Deck stored(LearnerId owner, List<CardContent> cards) {
        var commits =
                made(owner, new DeckPath(List.of("Tests", UUID.randomUUID().toString())), cards);
        var deck = DeckFold.of(events(commits));
        append(store, commits, deck);
        return deck;
    }
}
