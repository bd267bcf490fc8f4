package dev.engram.hardness.rank;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hipparchus.random.SobolSequenceGenerator;
import org.hipparchus.special.Erf;

/**
 * Standard normal vectors, evenly spread: a Sobol sequence shifted at random by the seed, so that each vector alone is drawn
 * from the normal distribution and shares of draws are unbiased, with about half the error of independent vectors. A point
 * depends on seed and index alone. Not for use by several threads.
 *
 * <p>Source: R. Cranley, T. N. L. Patterson, Randomization of number theoretic methods for multiple integration (1976).
 */
final class NormalPoints {
    private static final String GENERATOR = "L64X128MixRandom";
    private static final double EDGE = 0x1p-53;

    private final SobolSequenceGenerator sequence;
    private final double[] shift;

    /** @param dimensions in [1, 21201] */
    NormalPoints(int dimensions, long seed) {
        sequence = new SobolSequenceGenerator(dimensions);
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        shift = random.doubles(dimensions).toArray();
    }

    /** The point with this index, quickly where it follows the one before. */
    double[] at(int index) {
        double[] point = index == sequence.getNextIndex() ? sequence.nextVector() : sequence.skipTo(index);
        for (int d = 0; d < point.length; d++) {
            double shifted = point[d] + shift[d];
            double share = Math.clamp(shifted >= 1 ? shifted - 1 : shifted, EDGE, 1 - EDGE);
            point[d] = Math.sqrt(2) * Erf.erfInv(2 * share - 1);
        }
        return point;
    }
}
