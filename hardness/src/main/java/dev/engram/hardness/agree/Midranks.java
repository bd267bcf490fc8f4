package dev.engram.hardness.agree;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks from the smallest score up, tied scores sharing the mean of their places. */
final class Midranks {
    private Midranks() {}

    static double[] of(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[scores.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (int at = from; at < to; at++) {
                ranks[order[at]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
