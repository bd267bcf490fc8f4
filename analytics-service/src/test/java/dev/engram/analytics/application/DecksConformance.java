package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Decks} does. The order of the cards is not said here. */
public abstract class DecksConformance {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeckId deck = new DeckId(UUID.randomUUID());
    private final LearnerId owner = new LearnerId(UUID.randomUUID());
    private final CardId first = new CardId(UUID.randomUUID());
    private final CardId second = new CardId(UUID.randomUUID());

    protected abstract Decks decks();

    /** Appends events to what {@link #decks()} holds. @return the position of the last version */
    protected abstract Position append(List<? extends DeckEvent> events);

    @Test
    void shouldShowLiveCardsWithTheirTagsOfToday() {
        // given
        contained(append(created()));
        // when
        contained(append(List.of(
                new CardRevised(stamp(2, 0, 2), first, 2, content("rnn", "ml::deep")),
                new CardRetired(stamp(2, 1, 2), second))));
        // then
        assertThat(decks().liveCards(Set.of(deck))).containsExactly(new TaggedCard(first, tags("rnn", "ml::deep")));
    }

    @Test
    void shouldShowTheCardsOfTheDecksAskedForOnly() {
        // when
        contained(append(created()));
        // then
        assertThat(decks().liveCards(Set.of(deck, new DeckId(UUID.randomUUID()))))
                .extracting(TaggedCard::cardId)
                .containsExactlyInAnyOrder(first, second);
        assertThat(decks().liveCards(Set.of(new DeckId(UUID.randomUUID())))).isEmpty();
        assertThat(decks().liveCards(Set.of())).isEmpty();
    }

    @Test
    void shouldKnowOwners() {
        // when
        contained(append(created()));
        // then
        assertThat(decks().ownedBy(owner)).containsExactly(deck);
        assertThat(decks().ownedBy(new LearnerId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void shouldHoldAVersionOnlyWithAllItsEvents() {
        // given
        contained(append(created()));
        // when: the last event of version 2 is still under way
        append(List.of(new CardRetired(stamp(2, 0, 2), second)));
        // then
        assertThat(decks().await(Position.deck(deck, 2), Duration.ofMillis(300)))
                .isFalse();
        contained(append(List.of(new CardRevised(stamp(2, 1, 2), first, 2, content("late")))));
    }

    private void contained(Position position) {
        assertThat(decks().await(position, PATIENCE)).isTrue();
    }

    private List<DeckEvent> created() {
        return List.of(
                new DeckCreated(stamp(1, 0, 3), owner, List.of("Deck " + deck), "Deck"),
                new CardAdded(stamp(1, 1, 3), first, 1, 0, content("cnn")),
                new CardAdded(stamp(1, 2, 3), second, 1, 1, content()));
    }

    private CommitStamp stamp(long version, int index, int size) {
        return new CommitStamp(deck, version, index, size, owner, Instant.parse("2026-09-06T12:00:00Z"));
    }

    private static CardContent content(String... tags) {
        return new CardContent("Why?", null, tags(tags), null, null);
    }

    private static List<Tag> tags(String... tags) {
        return Stream.of(tags).map(Tag::new).toList();
    }
}
