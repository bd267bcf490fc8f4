package dev.engram.card.domain.plan;

import java.util.Arrays;
import java.util.BitSet;

/** The longest ascending subsequence, found by patience sorting in O(n log n). */
final class Ascending {

    private Ascending() {}

    /** The indexes of a longest strictly ascending subsequence of {@code values}; of several the one that ends lowest. */
    static BitSet longest(int[] values) {
        var before = new int[values.length]; // the element in front of each one, in the best sequence that ends with it
        var ends = new int[values.length]; // where the best sequence of each length ends
        var lowest = new int[values.length]; // the value there, ascending
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            int found = Arrays.binarySearch(lowest, 0, length, values[i]);
            int place = found < 0 ? -found - 1 : found;
            before[i] = place == 0 ? -1 : ends[place - 1];
            ends[place] = i;
            lowest[place] = values[i];
            length = Math.max(length, place + 1);
        }
        var chosen = new BitSet(values.length);
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
            chosen.set(i);
        }
        return chosen;
    }
}
