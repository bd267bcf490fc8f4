package dev.engram.analytics.application;

import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decks as their events say, in the order appended, each once. Not safe for many threads. */
public final class InMemoryDecks implements Decks {

    private final List<DeckEvent> events = new ArrayList<>();

    /** @return the position of the last version */
    public Position append(List<? extends DeckEvent> more) {
        events.addAll(more);
        return Position.deck(
                events.getLast().stamp().deckId(), events.getLast().stamp().version());
    }

    @Override
    public Set<DeckId> ownedBy(LearnerId learnerId) {
        return events.stream()
                .filter(event ->
                        event instanceof DeckCreated created && created.owner().equals(learnerId))
                .map(event -> event.stamp().deckId())
                .collect(Collectors.toSet());
    }

    @Override
    public List<TaggedCard> liveCards(Set<DeckId> decks) {
        var cards = new LinkedHashMap<CardId, TaggedCard>();
        for (var event : events) {
            if (decks.contains(event.stamp().deckId())) {
                switch (event) {
                    case DeckCreated _ -> {}
                    case CardAdded added ->
                        cards.put(
                                added.cardId(),
                                new TaggedCard(added.cardId(), added.content().tags()));
                    case CardRevised revised ->
                        cards.replace(
                                revised.cardId(),
                                new TaggedCard(
                                        revised.cardId(), revised.content().tags()));
                    case CardRetired retired -> cards.remove(retired.cardId());
                }
            }
        }
        return List.copyOf(cards.values());
    }

    @Override
    public boolean await(Position after, Duration atMost) {
        return after.decks().entrySet().stream()
                .allMatch(deck -> events.stream()
                        .anyMatch(event -> event.stamp().deckId().equals(deck.getKey())
                                && event.stamp().version() >= deck.getValue()
                                && event.stamp().last()));
    }
}
