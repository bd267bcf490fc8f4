package dev.engram.simulation.recovery;

import dev.engram.hardness.agree.Agreement;
import dev.engram.simulation.Scenario;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well one world was recovered.
 *
 * @param events first exposures and reviews
 * @param rows that the study kept
 * @param scores of each estimator against the true h
 * @param intervals of the estimators that have them
 * @param g1 slope on ln(t / planned)
 * @param g2 slope on ln(planned)
 * @param shuffledTau mean tau between effects of tags permuted over the cards and the primary; NaN without permutations
 * @param shuffledSd mean standard deviation of those effects
 */
public record RecoveryRun(
        Scenario scenario,
        long seed,
        int events,
        long rows,
        Map<Estimator, RankScore> scores,
        Map<Estimator, IntervalScore> intervals,
        double g1,
        double g2,
        double shuffledTau,
        double shuffledSd) {

    public RecoveryRun {
        scores = Map.copyOf(scores);
        intervals = Map.copyOf(intervals);
    }

    /** @throws IllegalArgumentException if the estimator was not requested */
    public RankScore score(Estimator estimator) {
        return present(scores.get(estimator), estimator);
    }

    /** @throws IllegalArgumentException if the estimator was not requested or has no intervals */
    public IntervalScore intervals(Estimator estimator) {
        return present(intervals.get(estimator), estimator);
    }

    private static <T> T present(@Nullable T score, Estimator estimator) {
        if (score == null) {
            throw new IllegalArgumentException("no such score of " + estimator.label());
        }
        return score;
    }

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

    /**
     * How honest the intervals of a ranking are.
     *
     * @param rankCoverage share of the tags whose true rank lies in its 95% rank interval
     * @param rankWidth mean number of ranks in an interval
     * @param slope of the centred estimates on the true hardness, the common scale of the next figure
     * @param coverage share of the tags whose {@code slope * truth} lies within 1.96 SD of the estimate, both centred
     * @param significantPairs pairs of tags whose difference is significant at 97.5%
     * @param wrongPairs those of them that are in the wrong order
     */
    public record IntervalScore(
            double rankCoverage,
            double rankWidth,
            double slope,
            double coverage,
            long significantPairs,
            long wrongPairs) {}
}
