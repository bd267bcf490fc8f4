package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A design with fewer coefficients or fewer rows. */
public final class Reduced {
    private Reduced() {}

    /** Without these coefficients: their columns are zero from now on, a level joins the reference. */
    public static Design withoutCoefficients(Design design, Set<String> dropped) {
        var fixed = new ArrayList<FixedTerm>();
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Numeric numeric -> {
                    if (!dropped.contains(numeric.name())) {
                        fixed.add(numeric);
                    }
                }
                case FixedTerm.Categorical categorical -> fixed.add(withoutLevels(categorical, dropped));
            }
        }
        return rebuilt(design, design.response(), design.offset(), fixed, design.random());
    }

    private static FixedTerm.Categorical withoutLevels(FixedTerm.Categorical term, Set<String> dropped) {
        var levels = new ArrayList<String>();
        var coefficients = new ArrayList<String>();
        var next = new byte[term.levels().size()];
        levels.add(term.levels().getFirst());
        for (int level = 1; level < next.length; level++) {
            var coefficient = term.coefficients().get(level - 1);
            if (!dropped.contains(coefficient)) {
                next[level] = (byte) levels.size();
                levels.add(term.levels().get(level));
                coefficients.add(coefficient);
            }
        }
        if (coefficients.size() == term.coefficients().size()) {
            return term;
        }
        var level = new byte[term.rows()];
        for (int n = 0; n < level.length; n++) {
            level[n] = next[term.at(n)];
        }
        return new FixedTerm.Categorical(term.name(), levels, level, coefficients);
    }

    /** Only these rows, in this order; a row may be there several times. */
    public static Design rows(Design design, int[] rows) {
        var fixed = design.fixed().stream()
                .map(term -> switch (term) {
                    case FixedTerm.Numeric numeric ->
                        (FixedTerm) new FixedTerm.Numeric(numeric.name(), rows(numeric.column(), rows));
                    case FixedTerm.Categorical categorical ->
                        new FixedTerm.Categorical(
                                categorical.name(),
                                categorical.levels(),
                                rows(categorical.level(), rows),
                                categorical.coefficients());
                })
                .toList();
        var random = design.random().stream()
                .map(factor -> switch (factor) {
                    case RandomFactor.Grouping grouping ->
                        (RandomFactor) new RandomFactor.Grouping(
                                grouping.name(),
                                grouping.levels(),
                                Arrays.stream(rows).map(grouping::at).toArray());
                    case RandomFactor.Membership membership -> membership;
                })
                .toList();
        var offset = design.offset();
        return rebuilt(
                design, rows(design.response(), rows), offset == null ? null : rows(offset, rows), fixed, random);
    }

    private static Design rebuilt(
            Design from, byte[] response, @Nullable Column offset, List<FixedTerm> fixed, List<RandomFactor> random) {
        var builder = Design.of(response).thresholds(from.thresholds());
        if (offset != null) {
            builder.offset(offset);
        }
        fixed.forEach(builder::fixed);
        random.forEach(builder::random);
        return builder.build();
    }

    private static Column rows(Column column, int[] rows) {
        var bin = column.bin();
        if (bin != null) {
            return Column.binned(rows(bin, rows), column.values());
        }
        return Column.of(Arrays.stream(rows).mapToDouble(column::at).toArray());
    }

    private static byte[] rows(byte[] values, int[] rows) {
        var kept = new byte[rows.length];
        for (int n = 0; n < rows.length; n++) {
            kept[n] = values[rows[n]];
        }
        return kept;
    }
}
