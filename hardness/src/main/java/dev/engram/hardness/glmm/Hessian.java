package dev.engram.hardness.glmm;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
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
    /** Cholesky factor of the Schur complement, lower triangle by rows. */
    final double[] factor;

    private Hessian(Layout layout, Scales scales, double[] diagonal, double[] cross, double[] factor) {
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
        var schur = sums.matrix.clone();
        for (int j = 0; j < layout.levels; j++) {
            diagonal[j] = sd * sd * sums.weight[j] + 1;
            double share = sd * sd / diagonal[j];
            int end = layout.patternStart[j + 1];
            if (share > 0) {
                eliminate(layout, share, sums.cross, schur, layout.patternStart[j], end);
            }
        }
        for (int r = 0; r < columns; r++) {
            for (int c = 0; c <= r; c++) {
                schur[r * columns + c] *= scales.column[r] * scales.column[c];
            }
            if (r < layout.randomColumns) {
                schur[r * columns + r] += 1;
            }
        }
        var matrix = DMatrixRMaj.wrap(columns, columns, schur);
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(columns, true);
        for (int r = 0; r < columns; r++) {
            for (int c = 0; c < r; c++) {
                schur[c * columns + r] = schur[r * columns + c];
            }
        }
        if (!cholesky.decompose(matrix)) {
            return null;
        }
        return new Hessian(layout, scales, diagonal, sums.cross.clone(), cholesky.getT(null).data);
    }

    /** Takes the outer product of a level's pattern out of the lower triangle. */
    private static void eliminate(Layout layout, double share, double[] cross, double[] schur, int begin, int end) {
        for (int a = begin; a < end; a++) {
            double multiple = share * cross[a];
            int row = layout.pattern[a] * layout.columns;
            for (int b = begin; b <= a; b++) {
                schur[row + layout.pattern[b]] -= multiple * cross[b];
            }
        }
    }

    /** ln det of the block of the random effects. */
    double logDeterminant() {
        double sum = 0;
        for (double value : diagonal) {
            sum += Math.log(value);
        }
        for (int c = 0; c < layout.randomColumns; c++) {
            sum += 2 * Math.log(factor[c * layout.columns + c]);
        }
        return sum;
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
        Triangular.solve(factor, layout.columns, size, solution.columns);
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

    /** Inverse of the leading part of the Schur complement, all elements by rows of {@code size}. */
    double[] inverse(int size) {
        return Triangular.inverseOfProduct(factor, layout.columns, size);
    }
}
