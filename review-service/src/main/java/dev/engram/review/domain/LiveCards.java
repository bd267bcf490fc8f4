package dev.engram.review.domain;

import dev.engram.events.CardId;
import dev.engram.events.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The live cards of one version of a deck in its order, in 16 bytes each, and in 4 more where their tags are known. Immutable but for
 * the tags, which come later; see {@link #withTags}.
 */
public final class LiveCards {
    private final long[] high;
    private final long[] low;
    private final int size;

    /** Per card which of {@link #tagLists} it has, -1 if its tags are not known; empty before they are read. */
    private final int[] tagged;

    private final List<List<Tag>> tagLists;

    private LiveCards(long[] high, long[] low, int size, int[] tagged, List<List<Tag>> tagLists) {
        this.high = high;
        this.low = low;
        this.size = size;
        this.tagged = tagged;
        this.tagLists = tagLists;
    }

    /** Collects the cards of a deck. For one thread. */
    public static final class Builder {
        private long[] high = new long[64];
        private long[] low = new long[64];
        private int size;

        /** Adds cards in the order of the deck. */
        public void add(List<CardId> cards) {
            if (size + cards.size() > high.length) {
                int room = Math.max(high.length * 2, size + cards.size());
                high = Arrays.copyOf(high, room);
                low = Arrays.copyOf(low, room);
            }
            for (var card : cards) {
                high[size] = card.value().getMostSignificantBits();
                low[size] = card.value().getLeastSignificantBits();
                size++;
            }
        }

        /** How many were added. */
        public int size() {
            return size;
        }

        /** The cards, without their tags. */
        public LiveCards build() {
            return new LiveCards(Arrays.copyOf(high, size), Arrays.copyOf(low, size), size, new int[0], List.of());
        }
    }

    /** The same cards with their tags. @param tags of those whose tags can be read */
    public LiveCards withTags(Map<CardId, List<Tag>> tags) {
        var lists = new ArrayList<List<Tag>>();
        var places = new HashMap<List<Tag>, Integer>();
        var found = new int[size];
        for (int i = 0; i < size; i++) {
            var own = tags.get(card(i));
            found[i] = own == null
                    ? -1
                    : places.computeIfAbsent(own, list -> {
                        lists.add(list);
                        return lists.size() - 1;
                    });
        }
        return new LiveCards(high, low, size, found, List.copyOf(lists));
    }

    /** Whether the tags are known, so that {@link #within} can be asked. */
    public boolean hasTags() {
        return tagged.length == size;
    }

    /** The places of the cards that have a tag or one that lies in it. */
    public BitSet within(Tag tag) {
        var fits = new boolean[tagLists.size()];
        for (int i = 0; i < fits.length; i++) {
            fits[i] = tagLists.get(i).stream().anyMatch(own -> own.isWithin(tag));
        }
        var within = new BitSet(size);
        for (int i = 0; i < size; i++) {
            within.set(i, tagged[i] >= 0 && fits[tagged[i]]);
        }
        return within;
    }

    /** How many cards there are. */
    public int size() {
        return size;
    }

    /** The card at a place from 0 on. */
    public CardId card(int place) {
        return new CardId(new UUID(high[place], low[place]));
    }

    boolean isAt(int place, UUID id) {
        return high[place] == id.getMostSignificantBits() && low[place] == id.getLeastSignificantBits();
    }

    int hash(int place) {
        return hash(high[place], low[place]);
    }

    static int hash(UUID id) {
        return hash(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Ids of version 7 made together differ in their random half mostly. */
    private static int hash(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
