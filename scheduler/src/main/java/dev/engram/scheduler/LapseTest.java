package dev.engram.scheduler;

import java.util.ArrayList;

/**
 * Whether a card was forgotten more often than predicted. Counted are the answers of observed retention since the card was
 * last new: first answers on a study day that follow one on an earlier study day. Each is forgotten (AGAIN) with the
 * probability {@code 1 - R} that the fold gave it before the answer; the number of AGAIN answers is then a sum of independent
 * Bernoulli variables (Poisson-binomial), and the tail probability {@code P(X >= lapses)} says how rare so many are.
 *
 * <p>Later predictions depend on earlier answers through the schedule; the tail takes them as given. Where a card is studied
 * when its retrievability has fallen to the plan's retention they are nearly the same, and the tail is nearly exact.
 *
 * @param answers number of answers counted, {@code >= 0}
 * @param lapses those that were AGAIN
 * @param expected sum of the predicted probabilities of AGAIN
 * @param tail {@code P(X >= lapses)}, in (0, 1]; 1 where there are no answers or no lapses
 */
public record LapseTest(int answers, int lapses, double expected, double tail) {
    /** Nothing to be tested. */
    public static final LapseTest NONE = new LapseTest(0, 0, 0, 1);

    /** @throws IllegalArgumentException if the counts or the tail are out of range */
    public LapseTest {
        if (lapses < 0 || lapses > answers || !(expected >= 0) || !(tail >= 0 && tail <= 1)) {
            throw new IllegalArgumentException("lapses must be 0 to answers, expected at least 0 and tail 0 to 1, were "
                    + lapses + " of " + answers + ", " + expected + " and " + tail);
        }
    }

    /** Of the history of one card; {@link #NONE} for one that is new, or new again since it was reset. */
    public static LapseTest of(CardFold.Folded card) {
        if (card.state().isNew()) {
            return NONE;
        }
        var predicted = new ArrayList<Double>();
        int lapses = 0;
        var before = CardState.NEW;
        for (var step : card.steps()) {
            var after = step.after();
            if (after.reviews() == 1 && !step.review().practice()) {
                predicted.clear(); // the first answer of a card that is new, again perhaps
                lapses = 0;
            } else if (after.retentionAnswers() > before.retentionAnswers()) {
                predicted.add(1 - step.retrievabilityBefore());
                lapses += after.retentionSuccesses() > before.retentionSuccesses() ? 0 : 1;
            }
            before = after;
        }
        var probabilities = predicted.stream().mapToDouble(Double::doubleValue).toArray();
        double expected = 0;
        for (double p : probabilities) {
            expected += p;
        }
        return predicted.isEmpty()
                ? NONE
                : new LapseTest(probabilities.length, lapses, expected, upperTail(probabilities, lapses));
    }

    /**
     * {@code P(X >= k)} where {@code X} is the number of successes of independent trials: exact but for rounding. Only sums of
     * products of probabilities, so small tails keep their relative accuracy: below 1e-12 (LapseTestTest).
     * Time O(n k), memory O(k).
     *
     * @param probabilities of success of each trial, in [0, 1]
     * @param k {@code >= 0}
     */
    public static double upperTail(double[] probabilities, int k) {
        if (k == 0) {
            return 1;
        }
        var exactly = new double[k]; // exactly[j]: j successes so far, for j < k
        exactly[0] = 1;
        double tail = 0; // at least k successes so far
        for (double p : probabilities) {
            tail += exactly[k - 1] * p;
            for (int j = k - 1; j > 0; j--) {
                exactly[j] = exactly[j] * (1 - p) + exactly[j - 1] * p;
            }
            exactly[0] *= 1 - p;
        }
        return Math.min(1, tail);
    }
}
