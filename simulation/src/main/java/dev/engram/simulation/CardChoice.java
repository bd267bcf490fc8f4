package dev.engram.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which cards a learner meets: drawn without replacement, by weight. */
final class CardChoice {
    private static final double LEANING = 0.5;

    private final int cardsPerLearner;
    private final double[] leaning; // exponent of the weight of each card for a learner one SD above the mean

    CardChoice(Truth truth, Choice choice, int cardsPerLearner) {
        this.cardsPerLearner = cardsPerLearner;
        this.leaning = new double[truth.cards()];
        if (choice == Choice.ABILITY) {
            double sd = deviation(truth);
            Arrays.setAll(leaning, card -> LEANING * truth.meanTagHardness(card) / sd);
        }
    }

    private static double deviation(Truth truth) {
        double sum = 0;
        double squares = 0;
        for (int card = 0; card < truth.cards(); card++) {
            sum += truth.meanTagHardness(card);
            squares += truth.meanTagHardness(card) * truth.meanTagHardness(card);
        }
        double mean = sum / truth.cards();
        double sd = Math.sqrt(Math.max(0, squares / truth.cards() - mean * mean));
        return sd > 0 ? sd : 1;
    }

    /**
     * Cards in ascending order.
     *
     * @param ability the learner's ability in standard deviations
     */
    int[] draw(double ability, RandomGenerator random) {
        // The largest of ln weight + Gumbel noise are a draw one after another without replacement.
        double[] keys = new double[leaning.length];
        for (int card = 0; card < keys.length; card++) {
            keys[card] = ability * leaning[card] - Math.log(random.nextExponential());
        }
        double[] sorted = keys.clone();
        Arrays.sort(sorted);
        double least = sorted[sorted.length - cardsPerLearner];
        int[] cards = new int[cardsPerLearner];
        int found = 0;
        for (int card = 0; card < keys.length && found < cardsPerLearner; card++) {
            if (keys[card] >= least) {
                cards[found++] = card;
            }
        }
        return cards;
    }
}
