package dev.engram.fsrs;

import org.jspecify.annotations.Nullable;

/** Whole days until the next review, for each of the four answers to one review. */
final class Intervals {
    private Intervals() {}

    /**
     * In {@link Phase#REVIEW} HARD, GOOD and EASY are at least a day apart; elsewhere only GOOD and EASY. In long-term mode all
     * four are, and AGAIN is never above what HARD alone would give. At the maximum they may be equal. AGAIN is never fuzzed,
     * as in Anki.
     *
     * @param raw unrounded days by {@link Grade#ordinal()}
     * @return days by {@link Grade#ordinal()}
     */
    static int[] of(double[] raw, boolean shortTerm, boolean inReview, int max, @Nullable Fuzz fuzz) {
        var days = new int[4];
        days[0] = Math.min(bounded(raw[0], 1, max), shortTerm ? max : bounded(raw[1], 1, max));
        for (int grade = 1; grade < 4; grade++) {
            boolean free = shortTerm && (grade == 1 || grade == 2 && !inReview);
            double low = free ? 1 : days[grade - 1] + 1.0;
            days[grade] = fuzz == null ? bounded(raw[grade], low, max) : fuzz.interval(raw[grade], low, max);
        }
        return days;
    }

    /** Half up, then at least {@code low}, then at most {@code max}: at the ceiling the lower bound gives way. */
    static int bounded(double days, double low, int max) {
        return (int) Math.min(max, Math.max(low, Math.floor(days + 0.5)));
    }
}
