package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.Covariance;
import java.util.HashSet;
import java.util.List;

/** What a ranking takes. */
final class RankInput {
    private static final double ASYMMETRY = 1e-8;

    /** As many as evenly spread points have dimensions; squares of more would not fit into an array twice over either. */
    private static final int MAX_SIZE = 21_201;

    private RankInput() {}

    static void check(List<String> names, double[] effects, Covariance covariance) {
        int size = effects.length;
        if (size == 0) {
            throw new IllegalArgumentException("effects must hold at least one thing to rank");
        }
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("effects must be at most " + MAX_SIZE + ", were " + size);
        }
        if (names.size() != size || covariance.size() != size) {
            throw new IllegalArgumentException("names, effects and covariance must be of one size, were " + names.size()
                    + ", " + size + " and " + covariance.size());
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < size; i++) {
            if (!seen.add(names.get(i))) {
                throw new IllegalArgumentException("names must be distinct, twice " + names.get(i));
            }
            if (!Double.isFinite(effects[i])) {
                throw new IllegalArgumentException("effect of " + names.get(i) + " must be finite, was " + effects[i]);
            }
            checkRow(names.get(i), i, covariance);
        }
    }

    private static void checkRow(String name, int i, Covariance covariance) {
        double own = covariance.at(i, i);
        if (!(own >= 0 && own < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("variance of " + name + " must be finite and >= 0, was " + own);
        }
        for (int j = 0; j < i; j++) {
            double a = covariance.at(i, j);
            double b = covariance.at(j, i);
            double bound = ASYMMETRY * (own + covariance.at(j, j)) + Double.MIN_NORMAL;
            if (!(Math.abs(a - b) <= bound)) {
                throw new IllegalArgumentException(
                        "covariance of " + name + " must be finite and symmetric, was " + a + " and " + b);
            }
        }
    }
}
