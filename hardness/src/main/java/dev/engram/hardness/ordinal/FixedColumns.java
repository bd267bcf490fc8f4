package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.Arrays;

/** Where the numbers of the fixed columns lie, by coefficient: what a level of a category has is taken as 0 or 1. */
final class FixedColumns {
    final double[] mean;
    /** Standard deviation; 1 for a level. */
    final double[] spread;

    FixedColumns(Layout layout) {
        mean = new double[layout.coefficients.size()];
        spread = new double[mean.length];
        Arrays.fill(spread, 1);
        int at = 0;
        for (var term : layout.fixed) {
            if (term instanceof FixedTerm.Numeric numeric) {
                measure(numeric.column(), at);
            }
            at += term.coefficients().size();
        }
    }

    private void measure(Column column, int at) {
        double squares = 0;
        for (int n = 0; n < column.rows(); n++) {
            double step = column.at(n) - mean[at];
            mean[at] += step / (n + 1);
            squares += step * (column.at(n) - mean[at]);
        }
        spread[at] = Math.sqrt(squares / column.rows());
    }
}
