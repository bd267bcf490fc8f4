package dev.engram.analytics.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.DeckId;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatalogueQueries;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The tags of the cards of decks. Those of a version of a deck are remembered: a class studies one deck, and reading 20,000 cards
 * takes longer than everything else of a table. Safe for use by many threads.
 */
public final class DeckTags {

    /** Some 150 bytes each. */
    private static final long MOST_CARDS = 100_000;

    /** A card that could not be read and has been repaired is seen after this time at the latest. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final int mostCards;
    private final int mostTags;
    private final Cache<Version, TaggedCards> known = Caffeine.newBuilder()
            .maximumWeight(MOST_CARDS)
            .weigher((Version _, TaggedCards cards) -> cards.tags().size() + 10)
            .expireAfterWrite(LONGEST)
            .build();

    private record Version(DeckId deckId, long version) {}

    /** @param mostCards that are held at a time @param mostTags of them, the tags above others included */
    public DeckTags(int mostCards, int mostTags) {
        this.mostCards = mostCards;
        this.mostTags = mostTags;
    }

    /** The cards of some decks as {@code catalogue} holds them; not to be changed. Not all of them where a limit is gone over. */
    public TaggedCards of(List<CatalogueDeck> decks, CatalogueQueries catalogue) {
        if (decks.size() == 1) {
            return of(decks.getFirst(), catalogue);
        }
        var all = new TaggedCards(mostCards, mostTags);
        for (var deck : decks) {
            var cards = of(deck, catalogue);
            if (cards.exceeded() != null) {
                return cards;
            }
            if (!all.addAll(cards)) {
                return all;
            }
        }
        return all;
    }

    private TaggedCards of(CatalogueDeck deck, CatalogueQueries catalogue) {
        var version = new Version(deck.deckId(), deck.version());
        var found = known.getIfPresent(version);
        if (found != null) {
            return found;
        }
        var cards = new TaggedCards(mostCards, mostTags);
        catalogue.eachTags(Set.of(deck.deckId()), cards::add);
        if (cards.exceeded() == null) {
            known.put(version, cards);
        }
        return cards;
    }
}
