package dev.engram.hardness.rank;

import java.util.Arrays;

/** Sorts the values of one draw. Not for use by several threads. */
final class RankOrder {
    private final Ties ties;
    private final long[] keys;
    private final int[] actual;
    private final long indexBits;

    RankOrder(Ties ties) {
        this.ties = ties;
        keys = new long[ties.size()];
        actual = new int[ties.size()];
        Arrays.setAll(actual, i -> i);
        indexBits = Long.highestOneBit(Math.max(ties.size() - 1, 1)) * 2 - 1;
    }

    /** Adds one to the count of each thing at its rank, the largest value first. */
    void count(double[] values, long draw, int[] counts) {
        int size = keys.length;
        ties.level(values);
        ties.rotate(draw, actual);
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
