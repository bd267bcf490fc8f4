package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;

/**
 * A card without its text.
 *
 * @param ordinal its place in the deck, from 0; never given again
 * @param revision number of its content, from 1
 * @param version of the deck that changed it last
 * @param key digest of its {@link CardKey}
 * @param content digest of its content
 * @param bytes of its content as JSON, at most
 * @param origin of its content
 */
public record CardOutline(
        CardId id,
        int ordinal,
        int revision,
        long version,
        boolean retired,
        TextDigest key,
        TextDigest content,
        long bytes,
        CardOrigin origin) {

    /** A card of which no import is known. */
    public static CardOutline of(
            CardId id, int ordinal, int revision, long version, boolean retired, CardContent content) {
        return new CardOutline(
                id,
                ordinal,
                revision,
                version,
                retired,
                TextDigest.of(CardKey.of(content.question())),
                TextDigest.of(content),
                DeckChange.bytes(content),
                CardOrigin.EDITED);
    }

    public CardOutline withOrigin(CardOrigin from) {
        return new CardOutline(id, ordinal, revision, version, retired, key, content, bytes, from);
    }

    /** Whether the card has exactly this content. */
    public boolean says(CardContent other) {
        return content.equals(TextDigest.of(other));
    }

    CardOutline revised(int number, long atVersion, CardContent words) {
        return of(id, ordinal, number, atVersion, false, words);
    }

    CardOutline gone(long atVersion) {
        return new CardOutline(id, ordinal, revision, atVersion, true, key, content, bytes, origin);
    }
}
