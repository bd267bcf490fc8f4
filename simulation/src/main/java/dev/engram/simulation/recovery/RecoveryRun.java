package dev.engram.simulation.recovery;

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
 * @param shuffledTau mean tau between effects of tags permuted over the cards and the principal; NaN without permutations
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
}
