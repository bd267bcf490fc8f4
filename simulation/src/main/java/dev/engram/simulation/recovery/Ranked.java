package dev.engram.simulation.recovery;

import dev.engram.hardness.rank.RankInterval;
import dev.engram.simulation.recovery.RecoveryRun.IntervalScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;

/** Estimates with their uncertainty, in the order of the tags of the truth they are judged by; estimates are centred. */
final class Ranked {
    /** The 97.5% quantile of the normal distribution. */
    static final double Z = 1.959963984540054;

    private final double[] estimate;
    private final double[] sd;
    private final List<RankInterval> ranges;
    private final BiPredicate<Integer, Integer> harder; // whether one tag is significantly harder than another

    Ranked(double[] estimate, double[] sd, List<RankInterval> ranges, BiPredicate<Integer, Integer> harder) {
        double mean = Arrays.stream(estimate).average().orElseThrow();
        this.estimate = Arrays.stream(estimate).map(value -> value - mean).toArray();
        this.sd = sd;
        this.ranges = ranges;
        this.harder = harder;
    }

    /** Rank sets and pairs from differences, without draws. @param differenceSd of the difference of two tags */
    static Ranked byPairs(double[] estimate, double[] sd, ToDoubleBiFunction<Integer, Integer> differenceSd) {
        BiPredicate<Integer, Integer> harder =
                (one, other) -> estimate[one] - estimate[other] > Z * differenceSd.applyAsDouble(one, other);
        List<RankInterval> ranges = new ArrayList<>();
        for (int tag = 0; tag < estimate.length; tag++) {
            int low = 1;
            int high = estimate.length;
            for (int other = 0; other < estimate.length; other++) {
                low += other != tag && harder.test(other, tag) ? 1 : 0;
                high -= other != tag && harder.test(tag, other) ? 1 : 0;
            }
            ranges.add(new RankInterval(low, high));
        }
        return new Ranked(estimate, sd, ranges, harder);
    }

    IntervalScore score(double[] truth) {
        int tags = truth.length;
        int ranksHeld = 0;
        int width = 0;
        int held = 0;
        double slope = slope(truth);
        for (int tag = 0; tag < tags; tag++) {
            var range = ranges.get(tag);
            ranksHeld += range.contains(rank(truth, tag)) ? 1 : 0;
            width += range.high() - range.low() + 1;
            held += Math.abs(estimate[tag] - slope * truth[tag]) <= Z * sd[tag] ? 1 : 0;
        }
        long significant = 0;
        long wrong = 0;
        for (int one = 0; one < tags; one++) {
            for (int other = 0; other < tags; other++) {
                if (one != other && harder.test(one, other)) {
                    significant++;
                    wrong += truth[one] < truth[other] ? 1 : 0;
                }
            }
        }
        return new IntervalScore(
                (double) ranksHeld / tags, (double) width / tags, slope, (double) held / tags, significant, wrong);
    }

    private double slope(double[] truth) {
        double products = 0;
        double squares = 0;
        for (int tag = 0; tag < truth.length; tag++) {
            products += estimate[tag] * truth[tag];
            squares += truth[tag] * truth[tag];
        }
        return products / squares;
    }

    private static int rank(double[] values, int of) {
        int rank = 1;
        for (double value : values) {
            rank += value > values[of] ? 1 : 0;
        }
        return rank;
    }
}
