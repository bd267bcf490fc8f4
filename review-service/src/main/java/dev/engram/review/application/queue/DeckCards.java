package dev.engram.review.application.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.review.domain.LiveCards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The live cards of decks. Those of a version of a deck are remembered, so that the ids of thousands of cards are not read for each
 * queue. A generation that is built anew holds the same cards of a version, so its number does not matter. Safe for use by many
 * threads.
 */
final class DeckCards {

    /** At most 24 bytes each. */
    private static final long MOST_REMEMBERED = 250_000;

    /** What a repair of the catalogue has changed, without a new version, is seen after this time at the latest. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final int most;
    private final Cache<Version, LiveCards> known = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((Version _, LiveCards cards) -> cards.size() + 10)
            .expireAfterWrite(LONGEST)
            .build();

    private record Version(DeckId deckId, long version) {}

    /** @param most cards of all decks of an answer */
    DeckCards(int most) {
        this.most = most;
    }

    /**
     * The cards of some decks, deck by deck.
     *
     * @param withTags whether their tags must be known
     * @return empty if there are more than may be
     */
    Optional<List<LiveCards>> of(List<CatalogueDeck> decks, CatalogueQueries catalogue, boolean withTags) {
        var found = new ArrayList<LiveCards>(decks.size());
        int left = most;
        for (var deck : decks) {
            var cards = cards(deck, catalogue, withTags, left);
            left -= cards.size();
            if (left < 0) {
                return Optional.empty();
            }
            found.add(cards);
        }
        return Optional.of(found);
    }

    private LiveCards cards(CatalogueDeck deck, CatalogueQueries catalogue, boolean withTags, int left) {
        var version = new Version(deck.deckId(), deck.version());
        var cards = known.getIfPresent(version);
        if (cards == null) {
            var read = new LiveCards.Builder();
            catalogue.eachLive(deck.deckId(), null, chunk -> {
                read.add(chunk);
                return read.size() <= left;
            });
            cards = read.build();
            if (cards.size() > left) {
                return cards;
            }
            known.put(version, cards);
        }
        if (withTags && !cards.hasTags()) {
            var tags = new HashMap<CardId, List<Tag>>();
            var lists = new HashMap<List<Tag>, List<Tag>>();
            catalogue.eachTags(Set.of(deck.deckId()), (card, own) -> {
                tags.put(card, lists.computeIfAbsent(own, list -> list));
                return true;
            });
            cards = cards.withTags(tags);
            known.put(version, cards);
        }
        return cards;
    }
}
