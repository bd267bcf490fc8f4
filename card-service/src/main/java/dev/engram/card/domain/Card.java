package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;

/**
 * A card as it is now.
 *
 * @param ordinal its place in the deck, from 0; never given again
 * @param revision number of its content, from 1
 * @param version of the deck that changed it last
 * @param retired no longer studied; its reviews stay, and it can be restored
 */
public record Card(CardId id, int ordinal, int revision, long version, CardContent content, boolean retired) {

    public CardKey key() {
        return CardKey.of(content.question());
    }

    public CardOutline outline() {
        return CardOutline.of(id, ordinal, revision, version, retired, content);
    }
}
