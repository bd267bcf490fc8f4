package dev.engram.hardness.glmm.laplace;

/**
 * The standard deviations, by factor of the design, by column of the remainder (1 for coefficients) and of the eliminated
 * grouping. Effects are spherical everywhere: what the model adds is the effect times the standard deviation, so that zero
 * is a value like any other.
 */
final class Scales {
    final double[] sd;
    final double[] column;
    final double eliminated;

    Scales(Layout layout, double[] sd) {
        this.sd = sd.clone();
        eliminated = layout.eliminated < 0 ? 0 : sd[layout.eliminated];
        column = new double[layout.columns];
        for (int c = 0; c < column.length; c++) {
            int factor = layout.columnFactor[c];
            column[c] = c == layout.voidColumn ? 0 : factor < 0 ? 1 : sd[factor];
        }
    }
}
