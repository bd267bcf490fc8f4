package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every reader of decks and cards keeps to. */
public abstract class DecksConformance {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LearnerId owner = new LearnerId(UUID.randomUUID());
    private final CatalogueDeck deck =
            new CatalogueDeck(new DeckId(Ids.v7()), owner, List.of("ML", "Basics"), "Basics", 3);
    private final CatalogueCard live = card(0, false);
    private final CatalogueCard retired = card(1, true);

    protected abstract Decks decks();

    protected abstract CardCatalogue catalogue();

    /** Makes a deck known, at version 3, with these cards. */
    protected abstract void publish(CatalogueDeck deck, List<CatalogueCard> cards);

    private CatalogueCard card(int ordinal, boolean gone) {
        var content = new CardContent("Question " + ordinal, null, List.of(new Tag("ML")), null, null);
        return new CatalogueCard(new CardId(Ids.v7()), deck.deckId(), ordinal, 1, content, gone);
    }

    @BeforeEach
    void publishADeck() {
        publish(deck, List.of(live, retired));
        assertThat(decks().awaits(Position.deck(deck.deckId(), 3), PATIENCE)).isTrue();
    }

    @Test
    void shouldFindDecksByOwnerAndByIdEachOnce() {
        // given
        var stranger = new LearnerId(UUID.randomUUID());

        // when, then
        assertThat(decks().ownedByOrAmong(owner, Set.of(deck.deckId()))).containsExactly(deck);
        assertThat(decks().ownedByOrAmong(stranger, Set.of(deck.deckId(), new DeckId(Ids.v7()))))
                .containsExactly(deck);
        assertThat(decks().ownedByOrAmong(stranger, Set.of())).isEmpty();
    }

    @Test
    void shouldOfferOnlyLiveCardsButHoldRetiredOnesToo() {
        // given
        var unknown = new CardId(Ids.v7());

        // when, then
        assertThat(decks().liveCards(Set.of(deck.deckId()))).containsExactly(live);
        assertThat(catalogue().heldOf(Set.of(live.cardId(), retired.cardId(), unknown)))
                .containsExactlyInAnyOrder(live.cardId(), retired.cardId());
    }

    @Test
    void shouldHoldTheDecksItHasHeardOf() {
        // when, then
        assertThat(catalogue().holds(deck.deckId())).isTrue();
        assertThat(catalogue().holds(new DeckId(Ids.v7()))).isFalse();
    }

    @Test
    void shouldNotClaimToHaveReachedAVersionThatIsNotThere() {
        // given
        var beyond = Position.deck(deck.deckId(), 4);

        // when, then
        assertThat(decks().awaits(beyond, Duration.ofMillis(100))).isFalse();
    }
}
