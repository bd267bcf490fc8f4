package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.numeric.SplitMix64;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;

/**
 * The tags of the cards of a fit by card, tags in an order that follows from the cards that carry them and not from names.
 * The arrays are shared and never changed.
 */
public final class CardTags {
    private final List<String> names;
    private final int[] start;
    private final int[] tag;
    private final double[] weight;

    private CardTags(List<String> names, int[] start, int[] tag, double[] weight) {
        this.names = names;
        this.start = start;
        this.tag = tag;
        this.weight = weight;
    }

    /**
     * @param cards of the fit, in its order
     * @param keys  hash of what happened to each card
     */
    public static CardTags of(List<String> cards, long[] keys, TagTable table) {
        var tagKeys = new TreeMap<String, Long>();
        for (int card = 0; card < cards.size(); card++) {
            long key = keys[card];
            table.of(cards.get(card))
                    .forEach((name, weight) ->
                            tagKeys.merge(name, SplitMix64.of(key, Double.doubleToLongBits(weight)), Long::sum));
        }
        var names = tagKeys.keySet().stream()
                .sorted(Comparator.<String>comparingLong(tagKeys::get).thenComparing(Comparator.naturalOrder()))
                .toList();
        var number = new TreeMap<String, Integer>();
        names.forEach(name -> number.put(name, number.size()));
        var start = new int[cards.size() + 1];
        var entries = new ArrayList<double[]>();
        for (int card = 0; card < cards.size(); card++) {
            table.of(cards.get(card)).entrySet().stream()
                    .map(entry -> new double[] {number.get(entry.getKey()), entry.getValue()})
                    .sorted(Comparator.comparingDouble(entry -> entry[0]))
                    .forEach(entries::add);
            start[card + 1] = entries.size();
        }
        return new CardTags(
                names,
                start,
                entries.stream().mapToInt(entry -> (int) entry[0]).toArray(),
                entries.stream().mapToDouble(entry -> entry[1]).toArray());
    }

    /** Every weight 1. */
    public CardTags withEqualWeights() {
        var ones = new double[weight.length];
        Arrays.fill(ones, 1);
        return new CardTags(names, start, tag, ones);
    }

    /** The sets of tags permuted over the cards. */
    public CardTags shuffled(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var from = new int[cards()];
        for (int card = 0; card < from.length; card++) {
            int other = random.nextInt(card + 1);
            from[card] = from[other];
            from[other] = card;
        }
        var newStart = new int[start.length];
        var newTag = new int[tag.length];
        var newWeight = new double[weight.length];
        for (int card = 0; card < from.length; card++) {
            int length = start[from[card] + 1] - start[from[card]];
            System.arraycopy(tag, start[from[card]], newTag, newStart[card], length);
            System.arraycopy(weight, start[from[card]], newWeight, newStart[card], length);
            newStart[card + 1] = newStart[card] + length;
        }
        return new CardTags(names, newStart, newTag, newWeight);
    }

    /** Sum of weight times effect over the tags of each card. */
    public double[] totals(double[] effects) {
        var totals = new double[cards()];
        for (int card = 0; card < totals.length; card++) {
            for (int e = start[card]; e < start[card + 1]; e++) {
                totals[card] += weight[e] * effects[tag[e]];
            }
        }
        return totals;
    }

    /** Variance of the sum of weight times effect over the tags of each card. */
    public double[] variances(Covariance covariance) {
        var variances = new double[cards()];
        for (int card = 0; card < variances.length; card++) {
            for (int e = start[card]; e < start[card + 1]; e++) {
                for (int f = start[card]; f < start[card + 1]; f++) {
                    variances[card] += weight[e] * weight[f] * covariance.at(tag[e], tag[f]);
                }
            }
            variances[card] = Math.max(0, variances[card]);
        }
        return variances;
    }

    /** The tags as a random factor whose levels come in by the weights of each level of the factor {@code of}. */
    public RandomFactor factor(String name, String of) {
        return new RandomFactor.Membership(name, names, of, start, tag, weight);
    }

    /** Names by number. */
    public List<String> names() {
        return names;
    }

    /** Number of tags. */
    public int size() {
        return names.size();
    }

    /** Number of cards. */
    public int cards() {
        return start.length - 1;
    }

    /** Where the entries of a card begin; {@code first(cards())} is their number. */
    public int first(int card) {
        return start[card];
    }

    /** Weight of an entry. */
    public double weightAt(int entry) {
        return weight[entry];
    }

    /** Tag of an entry. */
    public int tagAt(int entry) {
        return tag[entry];
    }
}
