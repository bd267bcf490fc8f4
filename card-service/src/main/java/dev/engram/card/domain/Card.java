package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;

/**
 * A card as it is now.
 *
 * @param ordinal its place in the deck, from 0; never given again
 * @param revision number of its content, from 1
 * @param retired no longer studied; its reviews stay, and it never comes back
 */
public record Card(CardId id, int ordinal, int revision, CardContent content, boolean retired) {

    public CardKey key() {
        return CardKey.of(content.question());
    }

    Card revised(int number, CardContent words) {
        return new Card(id, ordinal, number, words, retired);
    }

    Card gone() {
        return new Card(id, ordinal, revision, content, true);
    }
}
