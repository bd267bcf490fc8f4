package dev.engram.analytics.adapter.mongo;

import dev.engram.analytics.application.Decks;
import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue projection. */
public final class CatalogueDecks implements Decks {

    private final Catalogue catalogue;

    public CatalogueDecks(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Set<DeckId> ownedBy(LearnerId learnerId) {
        return catalogue.decksOwnedBy(learnerId).stream()
                .map(CatalogueDeck::deckId)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<TaggedCard> liveCards(Set<DeckId> decks) {
        return catalogue.liveTags(decks).entrySet().stream()
                .map(card -> new TaggedCard(card.getKey(), card.getValue()))
                .toList();
    }

    @Override
    public boolean await(Position after, Duration atMost) {
        return catalogue.awaits(after, atMost);
    }
}
