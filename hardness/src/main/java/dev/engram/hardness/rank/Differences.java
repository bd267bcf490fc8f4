package dev.engram.hardness.rank;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/**
 * Differences of effects and their standard deviations. A pair whose difference has no variance but rounding is known: one
 * is larger for certain, or the two are tied.
 */
final class Differences {
    private static final double NO_VARIANCE = 1e-12;
    private static final double NO_DIFFERENCE = 1e-9;

    private final double[] effects;
    private final double[] sds;
    private final double tieWidth;

    /**
     * @param effects one per thing
     * @param covariance of the effects, row after row
     */
    Differences(double[] effects, double[] covariance) {
        int size = effects.length;
        this.effects = effects;
        sds = new double[size * (size - 1) / 2];
        double scale = 0;
        for (int s = 0; s < size; s++) {
            double own = covariance[s * size + s];
            scale = Math.max(scale, Math.abs(effects[s]) + Math.sqrt(Math.max(own, 0)));
            for (int t = 0; t < s; t++) {
                double sum = own + covariance[t * size + t];
                double variance = sum - 2 * covariance[s * size + t];
                sds[index(s, t)] = variance > NO_VARIANCE * sum ? Math.sqrt(variance) : 0;
            }
        }
        tieWidth = NO_DIFFERENCE * scale;
    }

    int size() {
        return effects.length;
    }

    /** Standard deviation of the difference of two things; 0 where it is known. */
    double sd(int s, int t) {
        return s == t ? 0 : s > t ? sds[index(s, t)] : sds[index(t, s)];
    }

    /** The difference in standard deviations; infinite where it is certain, 0 where the two are tied. */
    double z(int s, int t) {
        double difference = effects[s] - effects[t];
        double sd = sd(s, t);
        if (sd > 0) {
            return difference / sd;
        }
        return Math.abs(difference) <= tieWidth ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
    }

    /** Groups of two things or more that no draw can tell apart. */
    List<int[]> ties() {
        var groups = new ArrayList<int[]>();
        var placed = new BitSet();
        for (int s = 0; s < size(); s = placed.nextClearBit(s + 1)) {
            int first = s;
            int[] group = IntStream.range(s, size())
                    .filter(t -> !placed.get(t) && sd(t, first) == 0 && z(t, first) == 0)
                    .toArray();
            IntStream.of(group).forEach(placed::set);
            if (group.length > 1) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** P(s is harder than t); a tie counts half. */
    double probability(int s, int t) {
        // erfc keeps its digits in the far tail, where 1 - Phi would not
        return 0.5 * Erf.erfc(-z(s, t) / Math.sqrt(2));
    }

    /** Mean rank: 1 and the probabilities that each other thing is harder. */
    double expectedRank(int t) {
        double rank = 1;
        for (int s = 0; s < size(); s++) {
            rank += s == t ? 0 : probability(s, t);
        }
        return rank;
    }

    /** The ranks left open where a difference counts from {@code critical} standard deviations on. */
    RankInterval rankSet(int t, double critical) {
        int harder = 0;
        int easier = 0;
        for (int s = 0; s < size(); s++) {
            double z = s == t ? 0 : z(s, t);
            harder += z > critical ? 1 : 0;
            easier += -z > critical ? 1 : 0;
        }
        return new RankInterval(1 + harder, size() - easier);
    }

    /** Place of the pair s > t in arrays over pairs. */
    static int index(int s, int t) {
        return s * (s - 1) / 2 + t;
    }

    /** One over the standard deviation of each pair, 0 for a pair that is known. */
    double[] precisions() {
        return DoubleStream.of(sds).map(sd -> sd > 0 ? 1 / sd : 0).toArray();
    }
}
