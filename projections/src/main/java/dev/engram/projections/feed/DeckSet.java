package dev.engram.projections.feed;

import dev.engram.events.DeckId;
import java.util.BitSet;
import java.util.Collection;

/**
 * A set of decks in at most 32 bytes. It may also hold decks that were not put in, never fewer: what follows from being in it must
 * be harmless for any deck. Immutable.
 */
public final class DeckSet {

    static final int MOST_BYTES = 32;

    /** Holds none. */
    public static final DeckSet NONE = new DeckSet(new BitSet());

    private final BitSet bits;

    private DeckSet(BitSet bits) {
        this.bits = bits;
    }

    public static DeckSet of(Collection<DeckId> decks) {
        var bits = new BitSet();
        decks.forEach(deck -> bits.set(bit(deck)));
        return new DeckSet(bits);
    }

    /** @throws IllegalArgumentException if there are too many bytes */
    static DeckSet ofBytes(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a set of decks has at most %d bytes".formatted(MOST_BYTES));
        }
        return new DeckSet(BitSet.valueOf(bytes));
    }

    byte[] bytes() {
        return bits.toByteArray();
    }

    public boolean mayHold(DeckId deck) {
        return bits.get(bit(deck));
    }

    /** What either of them holds. */
    public DeckSet and(DeckSet other) {
        var both = (BitSet) bits.clone();
        both.or(other.bits);
        return new DeckSet(both);
    }

    private static int bit(DeckId deck) {
        long mixed = deck.value().getMostSignificantBits() ^ deck.value().getLeastSignificantBits();
        return (int) (mixed * 0x9E3779B97F4A7C15L >>> 56);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeckSet set && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
