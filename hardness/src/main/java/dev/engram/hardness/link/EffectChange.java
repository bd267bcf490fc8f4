package dev.engram.hardness.link;

import dev.engram.hardness.rank.Ranking;
import org.hipparchus.special.Erf;

/**
 * How an effect changed between two versions on one scale. The errors of the two are taken as independent.
 *
 * @param difference after minus before
 * @param sd         its standard deviation, that of the link included
 */
public record EffectChange(double difference, double sd) {
    /** Lower limit of the 95 % interval. */
    public double low() {
        return difference - Ranking.Z * sd;
    }

    /** Upper limit of the 95 % interval. */
    public double high() {
        return difference + Ranking.Z * sd;
    }

    /** P(the effect is larger after than before); one half where both are known to be equal. */
    public double harder() {
        return sd > 0
                ? (1 + Erf.erf(difference / (sd * Math.sqrt(2)))) / 2
                : difference > 0 ? 1 : difference < 0 ? 0 : 0.5;
    }
}
