package dev.engram.card.domain;

/**
 * How large decks may become.
 *
 * @param cards of a deck in its life, the retired ones included
 * @param bytes of the contents of a deck's cards as JSON, the retired ones included
 * @param decksPerOwner decks of one owner
 */
public record DeckLimits(int cards, long bytes, int decksPerOwner) {

    public DeckLimits {
        if (cards < 1 || bytes < 1 || decksPerOwner < 1) {
            throw new IllegalArgumentException("a deck must have room for a card, was %d cards, %d bytes, %d decks"
                    .formatted(cards, bytes, decksPerOwner));
        }
    }

    /** Whether a deck may become so large; one that does not grow always may, so that what is too large can be made smaller. */
    public boolean allow(int cardsBefore, long bytesBefore, int cardsAfter, long bytesAfter) {
        return (cardsAfter <= cards || cardsAfter <= cardsBefore) && (bytesAfter <= bytes || bytesAfter <= bytesBefore);
    }
}
