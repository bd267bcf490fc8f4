package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Designs from which nothing can be estimated. */
final class Refusals {
    private Refusals() {}

    static @Nullable Unfit of(Design design, FitSettings settings) {
        int rows = design.rows();
        int coefs = design.coefficients().size();
        if (rows == 0) {
            return new Unfit(Unfit.Reason.TOO_FEW_ROWS, "There are no rows.");
        }
        var notFinite = notFinite(design);
        if (notFinite != null) {
            return notFinite;
        }
        long ones = 0;
        for (byte y : design.response()) {
            ones += y;
        }
        if (ones == 0 || ones == rows) {
            return new Unfit(
                    Unfit.Reason.CONSTANT_RESPONSE,
                    (rows == 1 ? "The only response is " : "All " + rows + " responses are ") + (ones == 0 ? 0 : 1)
                            + ": nothing tells easy from hard.");
        }
        if (rows < coefs) {
            return new Unfit(Unfit.Reason.TOO_FEW_ROWS, rows + " rows are fewer than the " + coefs + " coefficients.");
        }
        for (var factor : design.random()) {
            int used = used(design, factor);
            if (used < 2 && !settings.givenSd().containsKey(factor.name())) {
                return new Unfit(
                        Unfit.Reason.TOO_FEW_LEVELS,
                        (used == 0
                                        ? "No level of " + factor.name() + " has rows with a weight"
                                        : "Only 1 level of " + factor.name() + " has rows")
                                + ": a standard deviation needs at least two. Leave the factor out.");
            }
            if (factor instanceof RandomFactor.Grouping grouping
                    && !settings.givenSd().containsKey(factor.name())
                    && decides(design, grouping, used)) {
                return new Unfit(
                        Unfit.Reason.SEPARATION,
                        "Within each level of " + factor.name()
                                + " all responses are the same: the standard deviation of "
                                + factor.name()
                                + " grows without end (separation), and no finite estimate exists. Leave "
                                + factor.name() + " out, or gather more rows.");
            }
        }
        return null;
    }

    /**
     * Whether a grouping decides the response: it is the same in all rows of each level, and there are at least two rows for a
     * level. The likelihood of n equal responses with effect b is the n-th power of that of one: with n of 2 or more it gains
     * from larger effects at each level, and nothing contradicts.
     */
    private static boolean decides(Design design, RandomFactor.Grouping grouping, int used) {
        var thresholds = design.thresholds();
        int rows = thresholds == null ? design.rows() : thresholds.rows();
        boolean shifts =
                thresholds != null && thresholds.shift >= 0 && design.random().get(thresholds.shift) == grouping;
        if (shifts || rows < 2 * used) {
            return false;
        }
        var seen = new int[grouping.levels().size()];
        for (int n = 0; n < design.rows(); n++) {
            // an ordered response is known by its binary rows
            int category = 1 + design.responseAt(n);
            if (thresholds != null) {
                category = ((FixedTerm.Categorical) design.fixed().getFirst()).at(n) + 2 - design.responseAt(n);
            }
            int level = grouping.at(n);
            if (seen[level] != 0 && seen[level] != category) {
                return false;
            }
            seen[level] = category;
        }
        return true;
    }

    private static @Nullable Unfit notFinite(Design design) {
        var columns = new LinkedHashMap<String, Column>();
        var offset = design.offset();
        if (offset != null) {
            columns.put("The offset", offset);
        }
        for (var term : design.fixed()) {
            if (term instanceof FixedTerm.Numeric numeric) {
                columns.put(numeric.name(), numeric.column());
            }
        }
        for (var column : columns.entrySet()) {
            var values = column.getValue();
            if (!Arrays.stream(values.values()).allMatch(Double::isFinite)) {
                int row = 0;
                while (row < values.rows() && Double.isFinite(values.at(row))) {
                    row++;
                }
                if (row < values.rows()) {
                    return notFinite(column.getKey() + " is no finite number in row " + (row + 1) + ".");
                }
            }
        }
        for (var factor : design.random()) {
            if (factor instanceof RandomFactor.Membership membership
                    && !Arrays.stream(membership.weight()).allMatch(Double::isFinite)) {
                return notFinite("A weight of " + factor.name() + " is no finite number.");
            }
        }
        return null;
    }

    private static Unfit notFinite(String sentence) {
        return new Unfit(Unfit.Reason.NOT_FINITE, sentence);
    }

    /** How many levels of a factor have rows. */
    static int used(Design design, RandomFactor factor) {
        int used = 0;
        for (boolean level : seen(design, factor)) {
            used += level ? 1 : 0;
        }
        return used;
    }

    private static boolean[] seen(Design design, @Nullable RandomFactor factor) {
        var seen = new boolean[factor == null ? 0 : factor.levels().size()];
        switch (factor) {
            case RandomFactor.Grouping grouping -> {
                for (int level : grouping.level()) {
                    seen[level] = true;
                }
            }
            case RandomFactor.Membership membership -> {
                boolean[] members = seen(design, design.grouping(membership.of()));
                for (int j = 0; j < members.length; j++) {
                    for (int e = membership.start()[j];
                            members[j] && e < membership.start()[j + 1];
                            e++) {
                        seen[membership.level()[e]] |= membership.weight()[e] != 0;
                    }
                }
            }
            case null -> {}
        }
        return seen;
    }
}
