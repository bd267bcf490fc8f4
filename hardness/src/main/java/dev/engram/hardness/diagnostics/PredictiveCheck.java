package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lapse rates of tags as they would be with other cards: in each simulation the cards get effects of their own from
 * {@code N(0, sd^2)}, learners, tags and fixed effects stay at their estimates, and answers are drawn.
 */
public final class PredictiveCheck {
    /** Rows above which no simulations are made. */
    public static final int MOST_ROWS = 1_000_000;

    private static final int MOST = 500;
    private static final int FEWEST = 100;
    private static final long DRAWS = 50_000_000;

    /** Mean simulated lapse rate by tag. */
    public final double[] mean;
    /** Share of the simulations of a tag at least as far from their mean as the observed rate. */
    public final double[] extreme;

    private PredictiveCheck(double[] mean, double[] extreme) {
        this.mean = mean;
        this.extreme = extreme;
    }

    /**
     * Simulations of these rows, 100 to 500 by their number; absent above {@link #MOST_ROWS}, and where effects without a finite estimate
     * leave the prediction of a row open.
     */
    public static @Nullable PredictiveCheck of(ModelFrame rows, Predictor predictor, double cardSd, long seed) {
        if (rows.size > MOST_ROWS) {
            return null;
        }
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var base = new double[rows.size];
        for (int n = 0; n < base.length; n++) {
            base[n] = predictor.logitWithoutCard(n);
            if (Double.isNaN(base[n])) {
                return null;
            }
        }
        int simulations = Math.clamp(DRAWS / Math.max(1, rows.size), FEWEST, MOST);
        var rates = new double[simulations][];
        for (int s = 0; s < simulations; s++) {
            rates[s] = rates(rows, drawn(rows, base, cardSd, random));
        }
        var observed = new boolean[rows.size];
        for (int n = 0; n < observed.length; n++) {
            observed[n] = rows.rating[n] == 1;
        }
        return compared(rates(rows, observed), rates);
    }

    private static boolean[] drawn(ModelFrame rows, double[] base, double cardSd, RandomGenerator random) {
        var cards = new double[rows.cards.size()];
        for (int card = 0; card < cards.length; card++) {
            cards[card] = cardSd * random.nextGaussian();
        }
        var lapsed = new boolean[base.length];
        for (int n = 0; n < base.length; n++) {
            lapsed[n] = random.nextDouble() < Predictor.probability(base[n] + cards[rows.card[n]]);
        }
        return lapsed;
    }

    private static double[] rates(ModelFrame rows, boolean[] lapsed) {
        var tags = rows.tags;
        var ofCard = new int[rows.cards.size()];
        var lapsesOfCard = new int[ofCard.length];
        for (int n = 0; n < lapsed.length; n++) {
            ofCard[rows.card[n]]++;
            lapsesOfCard[rows.card[n]] += lapsed[n] ? 1 : 0;
        }
        var all = new long[tags.size()];
        var rates = new double[all.length];
        for (int card = 0; card < ofCard.length; card++) {
            for (int entry = tags.first(card); entry < tags.first(card + 1); entry++) {
                all[tags.tagAt(entry)] += ofCard[card];
                rates[tags.tagAt(entry)] += lapsesOfCard[card];
            }
        }
        for (int tag = 0; tag < all.length; tag++) {
            rates[tag] /= all[tag];
        }
        return rates;
    }

    private static PredictiveCheck compared(double[] observed, double[][] simulated) {
        var mean = new double[observed.length];
        var extreme = new double[observed.length];
        for (var rates : simulated) {
            for (int tag = 0; tag < mean.length; tag++) {
                mean[tag] += rates[tag] / simulated.length;
            }
        }
        for (var rates : simulated) {
            for (int tag = 0; tag < mean.length; tag++) {
                boolean asFar = Math.abs(rates[tag] - mean[tag]) >= Math.abs(observed[tag] - mean[tag]);
                extreme[tag] += asFar ? 1 : 0;
            }
        }
        Arrays.setAll(extreme, tag -> extreme[tag] / simulated.length);
        return new PredictiveCheck(mean, extreme);
    }
}
