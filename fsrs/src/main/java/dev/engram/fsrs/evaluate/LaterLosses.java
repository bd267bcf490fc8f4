package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.evaluate.HeldOutFit.Comparison;
import dev.engram.fsrs.history.ReviewItems;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Log losses of the items after a cut, under the weights in use and under others. */
final class LaterLosses {
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private final ReviewItems items;
    private final int cut;
    private final double[] before;

    LaterLosses(ReviewItems items, int cut, Weights inUse) {
        this.items = items;
        this.cut = cut;
        before = under(inUse);
    }

    double[] under(Weights weights) {
        var p = Predictions.of(weights, items);
        return IntStream.range(cut, items.size())
                .mapToDouble(item -> Metrics.logLoss(p[item], items.recalled(item)))
                .toArray();
    }

    /** How many of the chosen cards have later items. */
    int cards(IntPredicate chosen) {
        return (int) items(chosen).map(this::card).distinct().count();
    }

    /** The variance of the mean difference is that of sums by card (cluster-robust), with C / (C - 1) for C cards. */
    Comparison compare(double[] after, IntPredicate cards) {
        var chosen = items(cards).toArray();
        double meanBefore = mean(before, chosen);
        double meanAfter = mean(after, chosen);
        double difference = meanAfter - meanBefore;
        var byCard = new double[items.histories().cards()];
        for (int i : chosen) {
            byCard[card(i)] += after[i] - before[i] - difference;
        }
        double squares = Arrays.stream(byCard).map(sum -> sum * sum).sum();
        double clusters = cards(cards);
        double error = Math.sqrt(squares * clusters / (clusters - 1)) / chosen.length;
        return new Comparison(chosen.length, meanBefore, meanAfter, difference - Z * error, difference + Z * error);
    }

    private IntStream items(IntPredicate cards) {
        return IntStream.range(0, before.length).filter(i -> cards.test(card(i)));
    }

    private int card(int later) {
        return items.card(cut + later);
    }

    private static double mean(double[] values, int[] chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> values[i]).average().orElse(0);
    }
}
