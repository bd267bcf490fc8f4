package dev.engram.fsrs;

import org.jspecify.annotations.Nullable;

/** Whole days until the next review, for each of the four answers to one review. */
record Intervals(int again, int hard, int good, int easy) {
    int of(Grade grade) {
        return switch (grade) {
            case AGAIN -> again;
            case HARD -> hard;
            case GOOD -> good;
            case EASY -> easy;
        };
    }

    /**
     * In {@link Phase#REVIEW} HARD, GOOD and EASY are at least a day apart; elsewhere only GOOD and EASY. At the maximum
     * they may be equal. AGAIN is never fuzzed, as in Anki.
     *
     * @param raw unrounded days by {@link Grade#ordinal()}
     */
    static Intervals of(double[] raw, boolean ordersHard, int max, @Nullable Fuzz fuzz) {
        int again = bounded(raw[0], 1, max);
        int hard = chosen(raw[1], 1, max, fuzz);
        int good = chosen(raw[2], ordersHard ? hard + 1.0 : 1, max, fuzz);
        return new Intervals(again, hard, good, chosen(raw[3], good + 1.0, max, fuzz));
    }

    /** Long-term mode: all four a day apart, AGAIN never above what HARD alone would give. */
    static Intervals longTerm(double[] raw, int max, @Nullable Fuzz fuzz) {
        int again = Math.min(bounded(raw[0], 1, max), bounded(raw[1], 1, max));
        int hard = chosen(raw[1], again + 1.0, max, fuzz);
        int good = chosen(raw[2], hard + 1.0, max, fuzz);
        return new Intervals(again, hard, good, chosen(raw[3], good + 1.0, max, fuzz));
    }

    private static int chosen(double days, double low, int max, @Nullable Fuzz fuzz) {
        return fuzz == null ? bounded(days, low, max) : fuzz.interval(days, low, max);
    }

    /** Half up, then at least {@code low}, then at most {@code max}: at the ceiling the lower bound gives way. */
    static int bounded(double days, double low, int max) {
        return (int) Math.min(max, Math.max(low, Math.floor(days + 0.5)));
    }
}
