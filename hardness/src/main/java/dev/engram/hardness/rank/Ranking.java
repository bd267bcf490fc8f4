package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.Covariance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
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
    /** Below this pairwise probability two things are not distinguishable. */
    public static final double DISTINGUISHABLE = 0.975;

    private static final double LEVEL = 0.95;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private final List<RankedEffect> ranked;
    private final Differences differences;
    private final DrawnRanks drawn;
    /** Places of the things, in the order given, in the order of effects that the draws use. */
    private final int[] place;

    private final double critical;

    private Ranking(List<String> names, double[] effects, double[] covariance, int[] order, RankSettings settings) {
        differences = new Differences(effects, covariance);
        drawn = new RankDrawing(effects, covariance, differences, settings).draw();
        critical = Math.max(Z, drawn.maximum(LEVEL));
        place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        var all = new ArrayList<RankedEffect>();
        for (int i = 0; i < order.length; i++) {
            int t = place[i];
            double sd = Math.sqrt(Math.max(covariance[t * order.length + t], 0));
            all.add(ranked(names.get(i), t, effects[t], sd, settings.topK()));
        }
        ranked = List.copyOf(all);
    }

    /**
     * @param names of the things, distinct, at least one
     * @param effects one per name, finite
     * @param covariance of the effects, need not be centred or of full rank
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Ranking of(List<String> names, double[] effects, Covariance covariance, RankSettings settings) {
        RankInput.check(names, effects, covariance);
        double mean =
                IntStream.range(0, effects.length).mapToDouble(i -> effects[i]).sum() / effects.length;
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
        return new Ranking(names, sorted, rows, order, settings);
    }

    private RankedEffect ranked(String name, int t, double effect, double sd, List<Integer> topK) {
        var shares = new TreeMap<Integer, Double>();
        topK.stream().filter(k -> k <= differences.size()).forEach(k -> shares.put(k, drawn.top(t, k)));
        return new RankedEffect(
                name,
                effect,
                sd,
                differences.expectedRank(t),
                drawn.quantile(t, 0.5),
                new RankInterval(drawn.quantile(t, LOW), drawn.quantile(t, HIGH)),
                differences.rankSet(t, Z),
                differences.rankSet(t, critical),
                shares);
    }

    /** Number of things ranked. */
    public int size() {
        return ranked.size();
    }

    /** All things, in the order given. */
    public List<RankedEffect> effects() {
        return ranked;
    }

    /** All things, the hardest first by effect. */
    public List<RankedEffect> hardestFirst() {
        return IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> place[i]))
                .map(ranked::get)
                .toList();
    }

    /** P(thing s is harder than thing t), a tie counting half; indices as given. */
    public double probabilityHarder(int s, int t) {
        return s == t ? 0.5 : differences.probability(place[s], place[t]);
    }

    /** Whether one of the two is harder with a probability of at least {@value #DISTINGUISHABLE}. */
    public boolean distinguishable(int s, int t) {
        double probability = probabilityHarder(s, t);
        return Math.max(probability, 1 - probability) >= DISTINGUISHABLE;
    }

    /** Share of draws in which thing t had this rank, in [1, size]. */
    public double probabilityOfRank(int t, int rank) {
        if (rank < 1 || rank > size()) {
            throw new IllegalArgumentException("rank must be in [1, " + size() + "], was " + rank);
        }
        return drawn.share(place[t], rank);
    }

    /** How many standard deviations a difference needs in the simultaneous sets. */
    public double simultaneousCritical() {
        return critical;
    }
}
