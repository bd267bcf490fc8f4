package dev.engram.card.domain;

import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deck and its cards as they are now, the retired ones included.
 *
 * @param version number of its latest change, from 1
 */
public record Deck(DeckId id, LearnerId owner, DeckPath path, String title, long version, Map<CardId, Card> cards) {

    public Deck {
        cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    }

    /** The deck that its events, from the first on, have made. */
    public static Deck of(List<? extends DeckEvent> events) {
        if (!(events.getFirst() instanceof DeckCreated created)) {
            throw new IllegalArgumentException("the first event of a deck creates it");
        }
        var empty = new Deck(
                created.stamp().deckId(), created.owner(), new DeckPath(created.path()), created.title(), 1, Map.of());
        return empty.after(events);
    }

    /** The deck after {@code events}, which follow those that made it. */
    public Deck after(List<? extends DeckEvent> events) {
        var changed = new LinkedHashMap<>(cards);
        long latest = version;
        for (var event : events) {
            apply(event, changed);
            latest = event.stamp().version();
        }
        return new Deck(id, owner, path, title, latest, changed);
    }

    private static void apply(DeckEvent event, Map<CardId, Card> cards) {
        switch (event) {
            case DeckCreated _ -> {}
            case CardAdded added ->
                cards.put(
                        added.cardId(),
                        new Card(
                                added.cardId(),
                                added.ordinal(),
                                added.revision(),
                                added.stamp().version(),
                                added.content(),
                                false));
            case CardRevised revised ->
                cards.compute(
                        revised.cardId(),
                        (id, card) -> known(id, card)
                                .revised(revised.revision(), revised.stamp().version(), revised.content()));
            case CardRetired retired ->
                cards.compute(
                        retired.cardId(),
                        (id, card) -> known(id, card).gone(retired.stamp().version()));
        }
    }

    private static Card known(CardId id, @Nullable Card card) {
        return Objects.requireNonNull(card, () -> "the deck has no card " + id);
    }

    /** The cards that are studied. */
    public int liveCards() {
        return (int) cards.values().stream().filter(card -> !card.retired()).count();
    }

    public Optional<Card> card(CardId cardId) {
        return Optional.ofNullable(cards.get(cardId));
    }
}
