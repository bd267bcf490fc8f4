package dev.engram.fsrs;

import java.util.Objects;

/**
 * Folds the reviews of many cards into FSRS-6 memory states, over arrays and without allocating. Immutable; one fold may serve
 * many threads that write to arrays of their own. Agrees with {@link Fsrs6} to rounding, relative 1e-10 over a history.
 */
public final class MemoryFold {
    private final FoldTerms terms;

    /** The fold under {@code weights}. */
    public MemoryFold(Weights weights) {
        this.terms = new FoldTerms(weights);
    }

    /**
     * Folds card after card. The reviews of card {@code c} are those from {@code starts[c]} until {@code starts[c + 1]}, oldest
     * first; a card without reviews keeps what stands in the results.
     *
     * @param ratings 1 (again) to 4 (easy), of all cards
     * @param elapsedDays whole study days since the card's review before, {@code >= 0}; without meaning at its first review
     * @param starts one more than there are cards, not falling, the last at most the number of reviews
     * @param stabilityDays receives S of every card after its last review, in [0.001, 36500]
     * @param difficulty receives D of every card after its last review, in [1, 10]
     * @throws IllegalArgumentException naming the review whose rating or elapsed time is out of range, with the value; results
     *     of cards before it have been written
     * @throws IndexOutOfBoundsException if {@code starts} and the lengths of the arrays do not fit
     */
    public void fold(byte[] ratings, int[] elapsedDays, int[] starts, double[] stabilityDays, double[] difficulty) {
        for (int card = 0; card + 1 < starts.length; card++) {
            int from = starts[card];
            int to = starts[card + 1];
            Objects.checkFromToIndex(from, to, Math.min(ratings.length, elapsedDays.length));
            if (from < to) {
                foldCard(ratings, elapsedDays, from, to, card, stabilityDays, difficulty);
            }
        }
    }

    private void foldCard(
            byte[] ratings,
            int[] elapsedDays,
            int from,
            int to,
            int card,
            double[] stabilityDays,
            double[] difficulties) {
        int grade = checked(ratings, from);
        double stability = terms.firstStability(grade);
        double difficulty = terms.firstDifficulty(grade);
        for (int i = from + 1; i < to; i++) {
            grade = checked(ratings, i);
            if (elapsedDays[i] < 0) {
                throw new IllegalArgumentException(
                        "elapsed days of review " + i + " must be at least 0, was " + elapsedDays[i]);
            }
            stability = terms.stability(stability, difficulty, elapsedDays[i], grade);
            difficulty = terms.difficulty(difficulty, grade);
        }
        stabilityDays[card] = stability;
        difficulties[card] = difficulty;
    }

    private static int checked(byte[] ratings, int i) {
        int rating = ratings[i];
        if (rating < 1 || rating > 4) {
            throw new IllegalArgumentException("rating of review " + i + " must be 1 to 4, was " + rating);
        }
        return rating;
    }
}
