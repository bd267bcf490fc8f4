package dev.engram.hardness.rank;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sorts the values of one draw. Each draw puts the members of a group of ties into the next cyclic order, so that over all draws every
 * member has every place of the group equally often. Not for use by several threads.
 */
final class RankOrder {
    private final List<int[]> ties;
    private final long[] keys;
    /** Which thing stands at each place of the sorting. */
    private final int[] actual;

    private final long indexBits;

    RankOrder(int size, List<int[]> ties) {
        this.ties = ties;
        keys = new long[size];
        actual = IntStream.range(0, size).toArray();
        indexBits = Long.highestOneBit(Math.max(size - 1, 1)) * 2 - 1;
    }

    /** Adds one to the count of each thing at its rank, the largest value first. */
    void count(double[] values, long draw, int[] counts) {
        int size = keys.length;
        for (int[] group : ties) {
            for (int i = 0; i < group.length; i++) {
                values[group[i]] = values[group[0]];
                actual[group[i]] = group[(int) ((i + draw) % group.length)];
            }
        }
        for (int i = 0; i < size; i++) {
            // value and index in one key: the last bits of a drawn value are of no weight, and a sort of longs is quick
            keys[i] = descending(values[i]) & ~indexBits | i;
        }
        Arrays.sort(keys);
        for (int rank = 0; rank < size; rank++) {
            counts[actual[(int) (keys[rank] & indexBits)] * size + rank]++;
        }
    }

    /** A whole number that falls as the value rises. */
    private static long descending(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return ~(bits ^ ((bits >> 63) & Long.MAX_VALUE));
    }
}
