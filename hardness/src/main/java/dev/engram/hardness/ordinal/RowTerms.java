package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.FixedTerm;
import java.util.Arrays;

/** Reads the rows: which columns of the rest a row touches, and its linear predictor without threshold and shift. */
final class RowTerms {
    private final Layout layout;
    private final FixedTerm[] fixed;
    /** Index of the first coefficient of a term. */
    private final int[] first;
    /** Columns of the rest that the last row touches, ascending within groupings and within coefficients, and their values. */
    final int[] columns;

    final double[] values;
    /** How many of those are groupings; they come first, with value 1. */
    final int groupings;

    RowTerms(Layout layout) {
        this.layout = layout;
        fixed = layout.fixed.toArray(FixedTerm[]::new);
        first = new int[fixed.length];
        int at = 0;
        for (int i = 0; i < fixed.length; i++) {
            first[i] = at;
            at += fixed[i].coefficients().size();
        }
        groupings = layout.groupings.size() - 1;
        columns = new int[groupings + fixed.length];
        values = new double[columns.length];
        Arrays.fill(values, 0, groupings, 1);
    }

    /** The linear predictor of a row. */
    double eta(int row, Predictor at) {
        double eta = layout.offset == null ? 0 : layout.offset.at(row);
        for (int g = 0; g < at.total.length; g++) {
            eta += at.total[g][layout.groupings.get(g).at(row)];
        }
        for (int i = 0; i < fixed.length; i++) {
            eta += switch (fixed[i]) {
                case FixedTerm.Numeric numeric ->
                    at.beta[first[i]] * numeric.column().at(row);
                case FixedTerm.Categorical categorical -> {
                    int level = categorical.at(row);
                    yield level == 0 ? 0 : at.beta[first[i] + level - 1];
                }
            };
        }
        return eta;
    }

    /** Fills {@link #columns} and {@link #values} for a row and returns how many there are. */
    int read(int row) {
        int count = 0;
        for (int g = 0; g < layout.groupAt.length; g++) {
            if (g != layout.apart) {
                columns[count++] = layout.groupAt[g] + layout.groupings.get(g).at(row);
            }
        }
        for (int i = 0; i < fixed.length; i++) {
            int coefficient = switch (fixed[i]) {
                case FixedTerm.Numeric _ -> first[i];
                case FixedTerm.Categorical categorical -> first[i] + categorical.at(row) - 1;
            };
            double value = fixed[i] instanceof FixedTerm.Numeric numeric
                    ? numeric.column().at(row)
                    : 1;
            if (coefficient >= first[i] && layout.betaColumn[coefficient] >= 0 && value != 0) {
                columns[count] = layout.betaColumn[coefficient];
                values[count++] = value;
            }
        }
        return count;
    }

    int apart(int row) {
        return layout.groupings.get(layout.apart).at(row);
    }
}
