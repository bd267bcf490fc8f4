package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.table.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Ranks of effects that are known up to a normal error: {@code h ~ N(effects, covariance)}, rank 1 the largest.
 *
 * <p>Expected ranks and pairwise probabilities are closed forms; rank intervals, medians and P(top k) come from draws. Two
 * rank sets need no draws of ranks: the <b>pairwise</b> set of a thing leaves out the ranks that its differences to the others
 * exclude at z = {@value #Z}, and covers its true rank about 95 times in 100 where few others are near. The
 * <b>simultaneous</b> sets replace z by the 95 % quantile of the largest standardised difference over all pairs: in at least
 * 95 of 100 studies <em>every</em> thing's true rank lies in its set, whatever the true effects (single step of the joint
 * sets of Mogstad, Romano, Shaikh and Wilhelm, Inference for Ranks; sharper than the sets from intervals of single effects of
 * Klein, Wright and Wieczorek 2020, since it uses the covariance of the differences).
 *
 * <p>All tied: things whose difference is zero without variance (an estimated variance of 0 makes all so) share their ranks
 * evenly; two things that no draw separates are each first in half of the draws.
 *
 * <p>The same effects in another order give the same ranks up to rounding; adding a constant to all changes nothing. Cost:
 * draws times the square of the number of things.
 */
public final class Ranking {
    /** Standard deviations from which a single difference counts, the 97.5 % point of the normal distribution. */
    public static final double Z = 1.959963984540054;

    private static final double LEVEL = 0.95;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;
    private static final double ASYMMETRY = 1e-8;
    /** As many as evenly spread points have dimensions; squares of more would not fit into an array twice over either. */
    private static final int MOST_THINGS = 21_201;

    private final List<RankedEffect> ranked;
    private final Differences differences;
    /** Places of the things, in the order given, in the order of effects that the draws use. */
    private final int[] place;

    private Ranking(
            List<String> names,
            double[] effects,
            double[] covariance,
            int[] order,
            RankSettings settings,
            int threads) {
        differences = new Differences(effects, covariance);
        var drawn = new DrawnRanks(effects, covariance, differences, settings, threads);
        double critical = Math.max(Z, drawn.maximum(LEVEL));
        place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        var all = new ArrayList<RankedEffect>();
        for (int i = 0; i < order.length; i++) {
            int t = place[i];
            var shares = new TreeMap<Integer, Double>();
            settings.topK().stream().filter(k -> k <= order.length).forEach(k -> shares.put(k, drawn.top(t, k)));
            all.add(new RankedEffect(
                    names.get(i),
                    effects[t],
                    Math.sqrt(Math.max(covariance[t * order.length + t], 0)),
                    differences.expectedRank(t),
                    drawn.quantile(t, 0.5),
                    new RankInterval(drawn.quantile(t, LOW), drawn.quantile(t, HIGH)),
                    differences.rankSet(t, Z),
                    differences.rankSet(t, critical),
                    shares));
        }
        ranked = List.copyOf(all);
    }

    /**
     * @param names of the things, distinct, at least one
     * @param effects one per name, finite
     * @param covariance of the effects, need not be centred or of full rank
     * @param threads {@code >= 1}; changes no figure
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Ranking of(
            List<String> names, double[] effects, Covariance covariance, RankSettings settings, int threads) {
        check(names, effects, covariance);
        Check.that(threads >= 1, "threads must be at least 1");
        double mean = DoubleStream.of(effects).sum() / effects.length;
        var centred = covariance.centred();
        int[] order = IntStream.range(0, effects.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -effects[i])
                        .thenComparingDouble(i -> centred.at(i, i))
                        .thenComparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        int size = order.length;
        double[] sorted = new double[size];
        double[] rows = new double[size * size];
        for (int i = 0; i < size; i++) {
            sorted[i] = effects[order[i]] - mean;
            for (int j = 0; j < size; j++) {
                rows[i * size + j] = centred.at(order[i], order[j]);
            }
        }
        return new Ranking(names, sorted, rows, order, settings, threads);
    }

    private static void check(List<String> names, double[] effects, Covariance covariance) {
        int size = effects.length;
        Check.that(size > 0, "effects must hold at least one thing to rank");
        Check.that(size <= MOST_THINGS, "effects must be at most %s, were %s", MOST_THINGS, size);
        Check.that(
                names.size() == size && covariance.size() == size,
                "names, effects and covariance must be of one size, were %s, %s and %s",
                names.size(),
                size,
                covariance.size());
        var seen = new HashSet<String>();
        for (int i = 0; i < size; i++) {
            var name = names.get(i);
            double own = covariance.at(i, i);
            Check.that(seen.add(name), "names must be distinct, twice %s", name);
            Check.that(Double.isFinite(effects[i]), "effect of %s must be finite, was %s", name, effects[i]);
            Check.that(
                    own >= 0 && own < Double.POSITIVE_INFINITY,
                    "variance of %s must be finite and >= 0, was %s",
                    name,
                    own);
            for (int j = 0; j < i; j++) {
                double a = covariance.at(i, j);
                double b = covariance.at(j, i);
                if (!(Math.abs(a - b) <= ASYMMETRY * (own + covariance.at(j, j)) + Double.MIN_NORMAL)) {
                    throw new IllegalArgumentException(
                            "covariance of " + name + " must be finite and symmetric, was " + a + " and " + b);
                }
            }
        }
    }

    /** Number of things ranked. */
    public int size() {
        return ranked.size();
    }

    /** All things, in the order given. */
    public List<RankedEffect> effects() {
        return ranked;
    }

    /** P(thing s is harder than thing t), a tie counting half; indices as given. */
    public double probabilityHarder(int s, int t) {
        return s == t ? 0.5 : differences.probability(place[s], place[t]);
    }
}
