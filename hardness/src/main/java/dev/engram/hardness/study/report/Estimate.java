package dev.engram.hardness.study.report;

import dev.engram.hardness.rank.Ranking;
import java.util.function.DoubleUnaryOperator;

/**
 * A figure with its 95 % interval.
 *
 * @param value the estimate
 * @param low   lower end
 * @param high  upper end
 */
public record Estimate(double value, double low, double high) {
    /** A monotone function of an effect, between its values at the ends of the 95 % interval of the effect. */
    public static Estimate of(DoubleUnaryOperator function, double effect, double sd) {
        double one = function.applyAsDouble(effect - Ranking.Z * sd);
        double other = function.applyAsDouble(effect + Ranking.Z * sd);
        return new Estimate(function.applyAsDouble(effect), Math.min(one, other), Math.max(one, other));
    }
}
