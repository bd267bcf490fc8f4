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
        if (size == capacity) {
            resize((int) Math.min(Integer.MAX_VALUE - 8L, Math.max(1_024L, capacity + (capacity >> 1))));
        }
    }

    private void resize(int capacity) {
        learner = Arrays.copyOf(learner, capacity);
        card = Arrays.copyOf(card, capacity);
        elapsed = Arrays.copyOf(elapsed, capacity);
        planned = Arrays.copyOf(planned, capacity);
        index = Arrays.copyOf(index, capacity);
        successes = Arrays.copyOf(successes, capacity);
        lapses = Arrays.copyOf(lapses, capacity);
        marks = Arrays.copyOf(marks, capacity);
        for (int c = 0; c < covariates.length; c++) {
            covariates[c] = Arrays.copyOf(covariates[c], capacity);
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

    /** Puts the rows into this order, cycle by cycle within the columns, and gives up spare room; {@code order} is used up. */
    void arrange(int[] order) {
        grow();
        for (int start = 0; start < size; start++) {
            int place = start;
            copy(start, size);
            while (order[place] != start) {
                int next = order[place];
                copy(next, place);
                order[place] = place;
                place = next;
            }
            copy(size, place);
            order[place] = place;
        }
        resize(size);
    }

    private void copy(int from, int to) {
        learner[to] = learner[from];
        card[to] = card[from];
        elapsed[to] = elapsed[from];
        planned[to] = planned[from];
        index[to] = index[from];
        successes[to] = successes[from];
        lapses[to] = lapses[from];
        marks[to] = marks[from];
        for (byte[] covariate : covariates) {
            covariate[to] = covariate[from];
        }
    }
}
