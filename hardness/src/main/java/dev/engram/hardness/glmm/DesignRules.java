package dev.engram.hardness.glmm;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold for the parts of a {@link Design} to fit together. */
final class DesignRules {
    private DesignRules() {}

    static void check(byte[] response, @Nullable Column offset, List<FixedTerm> fixed, List<RandomFactor> random) {
        int rows = response.length;
        zerosAndOnes(response);
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
                case FixedTerm.Categorical categorical -> check(categorical, rows);
            }
        }
        var factors = new HashSet<String>();
        for (var factor : random) {
            require(factors.add(factor.name()), factor.name() + ": a random factor of this name is already there");
            switch (factor) {
                case RandomFactor.Grouping grouping -> {
                    length(grouping.name(), grouping.rows(), rows);
                    indices(grouping.name(), grouping.level(), grouping.levels().size());
                }
                case RandomFactor.Membership membership -> check(membership, random);
            }
        }
    }

    private static void zerosAndOnes(byte[] response) {
        for (int n = 0; n < response.length; n++) {
            if (response[n] != 0 && response[n] != 1) {
                throw new IllegalArgumentException("response: 0 or 1, not " + response[n] + " in row " + n);
            }
        }
    }

    private static void check(String name, Column column, int rows) {
        length(name, column.rows(), rows);
        var bin = column.bin();
        if (bin != null) {
            indices(name, bin, column.values().length);
        }
    }

    private static void check(FixedTerm.Categorical term, int rows) {
        length(term.name(), term.rows(), rows);
        indices(term.name(), term.level(), term.levels().size());
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
        indices(name, membership.level(), membership.levels().size());
    }

    private static void length(String name, int length, int rows) {
        require(length == rows, name + ": one value for each of the " + rows + " rows, not " + length);
    }

    private static void indices(String name, int[] index, int bound) {
        for (int n = 0; n < index.length; n++) {
            if (index[n] < 0 || index[n] >= bound) {
                throw new IllegalArgumentException(
                        name + ": level 0 to " + (bound - 1) + ", not " + index[n] + " at " + n);
            }
        }
    }

    private static void indices(String name, byte[] index, int bound) {
        for (int n = 0; n < index.length; n++) {
            if ((index[n] & 0xff) >= bound) {
                throw new IllegalArgumentException(
                        name + ": level 0 to " + (bound - 1) + ", not " + (index[n] & 0xff) + " at " + n);
            }
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
