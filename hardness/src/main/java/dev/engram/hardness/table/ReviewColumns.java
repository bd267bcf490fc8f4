package dev.engram.hardness.table;

import java.util.Arrays;

/** Reviews by column, growing: 23 bytes a review and one for each covariate. */
public final class ReviewColumns {
    private static final ReviewKind[] KINDS = ReviewKind.values();
    private static final int KIND_SHIFT = 3;
    private static final int TRUNCATED = 1 << 5;

    public int size;
    public int[] learner;
    public int[] card;
    public float[] elapsed;
    public float[] planned;
    public char[] index;
    public char[] successes;
    public char[] lapses;
    /** Rating in bits 0-2, kind in bits 3-4, truncated in bit 5. */
    byte[] marks;

    public byte[][] covariates;

    ReviewColumns(int capacity, int covariateCount) {
        learner = new int[capacity];
        card = new int[capacity];
        elapsed = new float[capacity];
        planned = new float[capacity];
        index = new char[capacity];
        successes = new char[capacity];
        lapses = new char[capacity];
        marks = new byte[capacity];
        covariates = new byte[covariateCount][capacity];
    }

    static byte marks(Review review) {
        int truncated = review.historyTruncated() ? TRUNCATED : 0;
        return (byte) (review.rating() | review.kind().ordinal() << KIND_SHIFT | truncated);
    }

    /** 1 to 4. */
    public int rating(int row) {
        return marks[row] & 7;
    }

    /** Kind of the review. */
    public ReviewKind kind(int row) {
        return KINDS[marks[row] >> KIND_SHIFT & 3];
    }

    /** Whether the history before it is not whole. */
    public boolean truncated(int row) {
        return (marks[row] & TRUNCATED) != 0;
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
        elapsed = Arrays.copyOf(elapsed, wider);
        planned = Arrays.copyOf(planned, wider);
        index = Arrays.copyOf(index, wider);
        successes = Arrays.copyOf(successes, wider);
        lapses = Arrays.copyOf(lapses, wider);
        marks = Arrays.copyOf(marks, wider);
        for (int c = 0; c < covariates.length; c++) {
            covariates[c] = Arrays.copyOf(covariates[c], wider);
        }
    }

    /** Whether two rows hold the same, NaN being equal to NaN. */
    boolean same(int a, int b) {
        boolean equal = learner[a] == learner[b]
                && card[a] == card[b]
                && Float.compare(elapsed[a], elapsed[b]) == 0
                && Float.compare(planned[a], planned[b]) == 0
                && index[a] == index[b]
                && successes[a] == successes[b]
                && lapses[a] == lapses[b]
                && marks[a] == marks[b];
        for (int c = 0; equal && c < covariates.length; c++) {
            equal = covariates[c][a] == covariates[c][b];
        }
        return equal;
    }

    /** These rows, in this order; the columns of this object are given up one by one, so that only one is held twice. */
    ReviewColumns arranged(int[] order) {
        var sorted = new ReviewColumns(0, covariates.length);
        sorted.size = order.length;
        sorted.learner = pick(learner, order);
        learner = new int[0];
        sorted.card = pick(card, order);
        card = new int[0];
        sorted.elapsed = pick(elapsed, order);
        elapsed = new float[0];
        sorted.planned = pick(planned, order);
        planned = new float[0];
        sorted.index = pick(index, order);
        index = new char[0];
        sorted.successes = pick(successes, order);
        successes = new char[0];
        sorted.lapses = pick(lapses, order);
        lapses = new char[0];
        sorted.marks = pick(marks, order);
        marks = new byte[0];
        for (int c = 0; c < covariates.length; c++) {
            sorted.covariates[c] = pick(covariates[c], order);
            covariates[c] = new byte[0];
        }
        return sorted;
    }

    private static int[] pick(int[] from, int[] order) {
        var to = new int[order.length];
        for (int n = 0; n < to.length; n++) {
            to[n] = from[order[n]];
        }
        return to;
    }

    private static float[] pick(float[] from, int[] order) {
        var to = new float[order.length];
        for (int n = 0; n < to.length; n++) {
            to[n] = from[order[n]];
        }
        return to;
    }

    private static char[] pick(char[] from, int[] order) {
        var to = new char[order.length];
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
