package dev.engram.hardness.table;

import dev.engram.hardness.glmm.numeric.SplitMix64;
import java.util.Arrays;

/** Reviews by column, growing: 24 bytes a review and one for each covariate. */
public final class ReviewColumns {
    private static final ReviewKind[] KINDS = ReviewKind.values();
    private static final int KIND_SHIFT = 3;
    private static final int TRUNCATED = 1 << 5;

    public int size;
    public int[] learner;
    public int[] card;
    public byte[][] covariates;
    /** Elapsed days in the upper, planned days in the lower half, as floats. */
    long[] days;
    /** Index in bits 48-63, successes from 32, lapses from 16; rating in bits 0-2, kind in bits 3-4, truncated in bit 5. */
    long[] facts;

    ReviewColumns(int capacity, int covariateCount) {
        learner = new int[capacity];
        card = new int[capacity];
        days = new long[capacity];
        facts = new long[capacity];
        covariates = new byte[covariateCount][capacity];
    }

    /** Writes a review beside its learner, card and covariates into the row after the last. */
    void set(Review review) {
        days[size] = (long) Float.floatToIntBits((float) review.elapsedDays()) << 32
                | Float.floatToIntBits((float) review.plannedDays()) & 0xffffffffL;
        facts[size] = (long) review.reviewIndex() << 48
                | (long) review.priorSuccesses() << 32
                | (long) review.priorLapses() << 16
                | review.rating()
                | review.kind().ordinal() << KIND_SHIFT
                | (review.historyTruncated() ? TRUNCATED : 0);
    }

    /** Days since the answer before; NaN where not known. */
    public float elapsed(int row) {
        return Float.intBitsToFloat((int) (days[row] >>> 32));
    }

    /** Days that were planned; NaN where not known. */
    public float planned(int row) {
        return Float.intBitsToFloat((int) days[row]);
    }

    /** Answers before. */
    public int index(int row) {
        return (int) (facts[row] >>> 48);
    }

    /** Successes before. */
    public int successes(int row) {
        return (int) (facts[row] >>> 32) & 0xffff;
    }

    /** Lapses before. */
    public int lapses(int row) {
        return (int) (facts[row] >>> 16) & 0xffff;
    }

    /** 1 to 4. */
    public int rating(int row) {
        return (int) facts[row] & 7;
    }

    /** Kind of the review. */
    public ReviewKind kind(int row) {
        return KINDS[(int) facts[row] >> KIND_SHIFT & 3];
    }

    /** Whether the history before it is not whole. */
    public boolean truncated(int row) {
        return (facts[row] & TRUNCATED) != 0;
    }

    /** The row after the last one of the learner and the card of a row, in the order of a table. */
    public int historyEnd(int from) {
        int to = from + 1;
        while (to < size && learner[to] == learner[from] && card[to] == card[from]) {
            to++;
        }
        return to;
    }

    /** Makes room for one more row. */
    void grow() {
        int capacity = learner.length;
        if (size < capacity) {
            return;
        }
        int wider = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(1_024L, capacity + (capacity >> 1)));
        learner = Arrays.copyOf(learner, wider);
        card = Arrays.copyOf(card, wider);
        days = Arrays.copyOf(days, wider);
        facts = Arrays.copyOf(facts, wider);
        for (int c = 0; c < covariates.length; c++) {
            covariates[c] = Arrays.copyOf(covariates[c], wider);
        }
    }

    /** Whether two rows hold the same, NaN being equal to NaN. */
    boolean same(int a, int b) {
        boolean equal = learner[a] == learner[b] && card[a] == card[b] && days[a] == days[b] && facts[a] == facts[b];
        for (int c = 0; equal && c < covariates.length; c++) {
            equal = covariates[c][a] == covariates[c][b];
        }
        return equal;
    }

    /** What happened in a row, without who and which card. */
    long content(int row) {
        long hash = SplitMix64.of(days[row], facts[row]);
        for (byte[] covariate : covariates) {
            hash = SplitMix64.of(hash, covariate[row]);
        }
        return hash;
    }

    /** Puts the rows into this order and gives up spare room, column by column, so that only one is held twice. */
    void arrange(int[] order) {
        learner = pick(learner, order);
        card = pick(card, order);
        days = pick(days, order);
        facts = pick(facts, order);
        for (int c = 0; c < covariates.length; c++) {
            covariates[c] = pick(covariates[c], order);
        }
    }

    private static int[] pick(int[] from, int[] order) {
        var to = new int[order.length];
        for (int n = 0; n < to.length; n++) {
            to[n] = from[order[n]];
        }
        return to;
    }

    private static long[] pick(long[] from, int[] order) {
        var to = new long[order.length];
        for (int n = 0; n < to.length; n++) {
            to[n] = from[order[n]];
        }
        return to;
    }

    private static byte[] pick(byte[] from, int[] order) {
        var to = new byte[order.length];
        for (int n = 0; n < to.length; n++) {
            to[n] = from[order[n]];
        }
        return to;
    }
}
