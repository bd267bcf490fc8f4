package dev.engram.hardness.glmm.laplace;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import org.jspecify.annotations.Nullable;

/**
 * The negative Hessian of the penalised log-likelihood in spherical effects, S A'WA S + P, factored: the block of the
 * eliminated grouping is diagonal, and the remainder is the Cholesky factor of its Schur complement. The coefficients are
 * the last columns, so that the leading block of the factor is that of the random effects alone.
 */
final class Hessian {
    private final Layout layout;
    private final Scales scales;
    /** Diagonal of the eliminated block. */
    final double[] diagonal;
    /** Unscaled A'WA between levels and their patterns. */
    private final double[] cross;
    /** The Schur complement, factored. */
    private final DenseCholesky factor;

    private Hessian(Layout layout, Scales scales, double[] diagonal, double[] cross, DenseCholesky factor) {
        this.layout = layout;
        this.scales = scales;
        this.diagonal = diagonal;
        this.cross = cross;
        this.factor = factor;
    }

    /** The factored Hessian at the weights of a pass, or null where it is not positive definite. */
    static @Nullable Hessian of(Layout layout, Scales scales, RowPass sums) {
        int columns = layout.columns;
        double sd = scales.eliminated;
        var diagonal = new double[layout.levels];
        var schur = new DenseCholesky(columns);
        for (int r = 0; r < columns; r++) {
            for (int c = r; c < columns; c++) {
                schur.row[r][c] = sums.matrix[c * columns + r];
            }
        }
        for (int j = 0; j < layout.levels; j++) {
            diagonal[j] = sd * sd * sums.weight[j] + 1;
            double share = sd * sd / diagonal[j];
            if (share > 0) {
                eliminate(layout, share, sums.cross, schur, layout.patternStart[j], layout.patternStart[j + 1]);
            }
        }
        for (int r = 0; r < columns; r++) {
            for (int c = r; c < columns; c++) {
                schur.row[r][c] *= scales.column[r] * scales.column[c];
            }
            if (r < layout.randomColumns) {
                schur.row[r][r] += 1;
            }
        }
        schur.factor(layout.team);
        return schur.lifted() ? null : new Hessian(layout, scales, diagonal, sums.cross.clone(), schur);
    }

    /** Takes the outer product of a level's pattern out of the matrix. */
    private static void eliminate(
            Layout layout, double share, double[] cross, DenseCholesky schur, int begin, int end) {
        for (int a = begin; a < end; a++) {
            double multiple = share * cross[a];
            double[] row = schur.row[layout.pattern[a]];
            for (int b = a; b < end; b++) {
                row[layout.pattern[b]] -= multiple * cross[b];
            }
        }
    }

    /** ln det of the block of the random effects. */
    double logDeterminant() {
        double sum = 0;
        for (double value : diagonal) {
            sum += Math.log(value);
        }
        return sum + factor.logDeterminant(layout.randomColumns);
    }

    /** Scaled element between a level and the k-th entry of all patterns. */
    double cross(int k) {
        return scales.eliminated * cross[k] * scales.column[layout.pattern[k]];
    }

    /** Solves for all effects (all columns), or for the random effects with the coefficients fixed (randomColumns). */
    Effects solve(Effects right, int size) {
        var solution = right.copy();
        for (int c = size; c < layout.columns; c++) {
            solution.columns[c] = 0;
        }
        for (int j = 0; j < layout.levels; j++) {
            subtract(j, right.eliminated[j] / diagonal[j], solution.columns, size);
        }
        factor.solve(solution.columns, 0, size);
        for (int j = 0; j < layout.levels; j++) {
            solution.eliminated[j] = (right.eliminated[j] - along(j, solution.columns)) / diagonal[j];
        }
        return solution;
    }

    private void subtract(int j, double share, double[] columns, int size) {
        for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
            if (layout.pattern[k] < size) {
                columns[layout.pattern[k]] -= share * cross(k);
            }
        }
    }

    private double along(int j, double[] columns) {
        double sum = 0;
        for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
            sum += cross(k) * columns[layout.pattern[k]];
        }
        return sum;
    }

    /** Inverse of the leading part of the Schur complement, all elements. */
    double[][] inverse(int size) {
        return factor.inverse(size, layout.team);
    }
}
