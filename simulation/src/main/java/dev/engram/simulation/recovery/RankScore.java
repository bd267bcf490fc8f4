package dev.engram.simulation.recovery;

import dev.engram.hardness.agree.Agreement;

/**
 * How far a ranking agrees with the truth.
 *
 * @param tau Kendall's tau-b, in [-1, 1]; 0 where everything is tied
 * @param spearman rank correlation, in [-1, 1]; 0 where everything is tied
 * @param topFive share of the five truly hardest that are among the five estimated hardest
 */
public record RankScore(double tau, double spearman, double topFive) {
    private static final int TOP = 5;

    /** The score of estimates, larger = harder, against the truth in the same order. */
    static RankScore of(double[] estimates, double[] truth) {
        return new RankScore(
                Agreement.kendallTauB(estimates, truth).orElse(0),
                Agreement.spearman(estimates, truth).orElse(0),
                Agreement.topOverlap(estimates, truth, Math.min(TOP, truth.length)));
    }
}
