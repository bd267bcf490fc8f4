package dev.engram.simulation.classroom;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.simulation.SeededStreams;
import dev.engram.simulation.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a class studies. What is drawn of a card depends on its place, not on its ids, so a class of one seed is the same where a
 * deck has other ids.
 *
 * @param title by which the deck is told from others with the same seed
 * @param cards in the order in which they are introduced, at least one
 */
public record ClassDeck(DeckId deckId, String title, List<Card> cards) {

    /** @param revision the content that is shown, {@code >= 1} */
    public record Card(CardId cardId, int revision, List<Tag> tags) {
        public Card {
            tags = List.copyOf(tags);
        }
    }

    /** @throws IllegalArgumentException if there is no card */
    public ClassDeck {
        cards = List.copyOf(cards);
        if (cards.isEmpty()) {
            throw new IllegalArgumentException("the deck must have at least one card");
        }
    }

    /** A deck whose cards and tags are drawn, as those of a hardness study are. */
    public static ClassDeck drawn(Truth truth, long seed) {
        var made = Instant.EPOCH;
        var cards = IntStream.range(0, truth.cards())
                .mapToObj(card -> new Card(
                        new CardId(SeededStreams.v7(seed, made, (1L << 40) + card)),
                        1,
                        IntStream.of(truth.tagsOf(card))
                                .mapToObj(tag -> new Tag("tag" + tag))
                                .toList()))
                .toList();
        return new ClassDeck(new DeckId(SeededStreams.v7(seed, made, 0)), "drawn", cards);
    }

    /** The tags of all cards, compared without case, in the order in which they are met. */
    List<Tag> tags() {
        Map<String, Tag> byKey = new HashMap<>();
        var tags = new LinkedHashSet<Tag>();
        for (var card : cards) {
            for (var tag : card.tags()) {
                if (byKey.putIfAbsent(tag.key(), tag) == null) {
                    tags.add(tag);
                }
            }
        }
        return List.copyOf(tags);
    }

    /** Of each card the numbers of its tags in {@link #tags()}. */
    List<int[]> numberedTags() {
        var numbers = new HashMap<String, Integer>();
        tags().forEach(tag -> numbers.put(tag.key(), numbers.size()));
        var numbered = new ArrayList<int[]>();
        for (var card : cards) {
            numbered.add(card.tags().stream()
                    .map(Tag::key)
                    .distinct()
                    .mapToInt(key -> numbers.getOrDefault(key, 0))
                    .toArray());
        }
        return numbered;
    }
}
