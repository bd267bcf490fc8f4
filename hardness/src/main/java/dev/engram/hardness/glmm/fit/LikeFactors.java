package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Random factors that group the rows alike: the data tell the sum of their variances, and nothing of how it is split. */
final class LikeFactors {
    private LikeFactors() {}

    /** A warning for each pair of factors, neither of which has a given standard deviation. */
    static List<FitWarning> warnings(Design design, Set<String> given) {
        List<FitWarning> found = new ArrayList<>();
        List<RandomFactor> factors = design.random().stream()
                .filter(factor -> !given.contains(factor.name()))
                .toList();
        for (int a = 0; a < factors.size(); a++) {
            for (int b = a + 1; b < factors.size(); b++) {
                if (alike(design, factors.get(a), factors.get(b))) {
                    found.add(
                            new FitWarning(
                                    FitWarning.Code.CONFOUNDED,
                                    factors.get(a).name() + " and "
                                            + factors.get(b).name() + " group the rows alike: the data"
                                            + " cannot part their standard deviations, nor their effects. Leave one of them out."));
                }
            }
        }
        return found;
    }

    private static boolean alike(Design design, RandomFactor a, RandomFactor b) {
        var first = level(design, a);
        var second = level(design, b);
        if (first == null || second == null) {
            return false;
        }
        int[] there = new int[a.levels().size()];
        int[] back = new int[b.levels().size()];
        Arrays.fill(there, -1);
        Arrays.fill(back, -1);
        for (int n = 0; n < design.rows(); n++) {
            int one = first.applyAsInt(n);
            int other = second.applyAsInt(n);
            if (there[one] < 0 && back[other] < 0) {
                there[one] = other;
                back[other] = one;
            } else if (there[one] != other || back[other] != one) {
                return false;
            }
        }
        return true;
    }

    /** The level by row; null unless each row has one level, all with the same weight. */
    private static @Nullable IntUnaryOperator level(Design design, RandomFactor factor) {
        if (factor instanceof RandomFactor.Grouping grouping) {
            return grouping::at;
        }
        var membership = (RandomFactor.Membership) factor;
        double[] weight = membership.weight();
        for (int j = 0; j + 1 < membership.start().length; j++) {
            if (membership.start()[j + 1] != j + 1 || weight[j] == 0 || weight[j] != weight[0]) {
                return null;
            }
        }
        var members = design.grouping(membership.of());
        return members == null ? null : row -> membership.level()[members.at(row)];
    }
}
