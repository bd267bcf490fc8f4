package dev.engram.hardness.glmm;

import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What must hold for the parts of a {@link Design} to fit together. */
final class DesignRules {
    private DesignRules() {}

    static void check(byte[] response, @Nullable Column offset, List<FixedTerm> fixed, List<RandomFactor> random) {
        int rows = response.length;
        for (int n = 0; n < rows; n++) {
            if (response[n] != 0 && response[n] != 1) {
                throw new IllegalArgumentException("response: 0 or 1, not " + response[n] + " in row " + n);
            }
        }
        if (offset != null) {
            check("offset", offset, rows);
        }
        var names = new HashSet<String>();
        names.add(Design.INTERCEPT);
        for (var term : fixed) {
            for (var coefficient : term.coefficients()) {
                require(names.add(coefficient), coefficient + ": a coefficient of this name is already there");
            }
            switch (term) {
                case FixedTerm.Numeric numeric -> check(numeric.name(), numeric.column(), rows);
                case FixedTerm.Categorical categorical -> {
                    length(categorical.name(), categorical.rows(), rows);
                    indices(
                            categorical.name(),
                            categorical::at,
                            rows,
                            categorical.levels().size());
                }
            }
        }
        var factors = new HashSet<String>();
        for (var factor : random) {
            require(factors.add(factor.name()), factor.name() + ": a random factor of this name is already there");
            switch (factor) {
                case RandomFactor.Grouping grouping -> {
                    length(grouping.name(), grouping.rows(), rows);
                    indices(
                            grouping.name(),
                            grouping::at,
                            rows,
                            grouping.levels().size());
                }
                case RandomFactor.Membership membership -> check(membership, random);
            }
        }
    }

    private static void check(String name, Column column, int rows) {
        length(name, column.rows(), rows);
        byte[] bin = column.bin();
        if (bin != null) {
            indices(name, n -> bin[n] & 0xff, rows, column.values().length);
        }
    }

    private static void check(RandomFactor.Membership membership, List<RandomFactor> random) {
        var name = membership.name();
        int[] start = membership.start();
        int members = random.stream()
                .filter(factor ->
                        factor instanceof RandomFactor.Grouping && factor.name().equals(membership.of()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ".of: no grouping is named " + membership.of()))
                .levels()
                .size();
        require(
                start.length == members + 1,
                name + ".start: one more than " + membership.of() + " has levels, so " + (members + 1) + ", not "
                        + start.length);
        int entries = membership.level().length;
        require(start[0] == 0 && start[members] == entries, name + ".start: from 0 to the number of entries");
        for (int j = 0; j < members; j++) {
            if (start[j] > start[j + 1]) {
                throw new IllegalArgumentException(name + ".start: must not fall, as it does after " + j);
            }
        }
        require(
                membership.weight().length == entries,
                name + ".weight: " + entries + " entries, not " + membership.weight().length);
        indices(name, e -> membership.level()[e], entries, membership.levels().size());
    }

    private static void length(String name, int length, int rows) {
        require(length == rows, name + ": one value for each of the " + rows + " rows, not " + length);
    }

    private static void indices(String name, IntUnaryOperator index, int length, int bound) {
        for (int n = 0; n < length; n++) {
            int at = index.applyAsInt(n);
            if (at < 0 || at >= bound) {
                throw new IllegalArgumentException(name + ": level 0 to " + (bound - 1) + ", not " + at + " at " + n);
            }
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
