package dev.engram.hardness.study.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Negative control: the same fit with the tags permuted over the cards. It must find nothing.
 *
 * @param runs    one per permutation, empty if the control was not asked for
 * @param meanTau mean of their tau over the runs that have one, NaN if none has
 * @param meanSd  mean of their tag SD over the runs that were fitted, NaN if none was
 */
public record ShuffledControl(List<Run> runs, double meanTau, double meanSd) {
    /**
     * @param seed  of the permutation
     * @param tau   Kendall's tau-b to the primary effects; NaN if all effects are equal
     * @param tagSd standard deviation of the tag effects
     */
    public record Run(long seed, double tau, double tagSd) {}

    public ShuffledControl {
        runs = List.copyOf(runs);
    }

    /** The control of these runs. */
    public static ShuffledControl of(List<Run> runs) {
        return new ShuffledControl(runs, mean(runs, Run::tau), mean(runs, Run::tagSd));
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
